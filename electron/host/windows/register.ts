import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createRegistry } from '#core/ports/registry-real';
import { exitCodes } from './opening-words.ts';
import { register, type Registered, unregister } from './registration.ts';

/*
 * What an installer lets the package itself do to the registry: installers hold texts of 1,024 characters, and a PATH
 * may be longer.
 */

const usage = 'Usage: register add|remove [--machine] [--program FILE]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { machine: { type: 'boolean' }, program: { type: 'string' } },
});
const registered: Registered = {
  root: resolve(import.meta.dirname, '../../..'),
  scope: values.machine === true ? 'machine' : 'person',
  program: values.program,
};
const registry = createRegistry();

if (positionals[0] === 'add') {
  if (register(registry, registered) === 'path-has-percent') {
    process.stderr.write(
      `${registered.root} has a % in its name and cannot stand on the PATH: everything else is done.\n`,
    );
    process.exitCode = exitCodes.incomplete;
  }
} else if (positionals[0] === 'remove') unregister(registry, registered);
else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = exitCodes.wrongUse;
}
