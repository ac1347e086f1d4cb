import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createRegistry } from '#core/ports/registry-real';
import { createWords } from '../words.ts';
import { exitCodes } from './opening-words.ts';
import { register, type Registered, unregister } from './registration.ts';

/*
 * What an installer lets the package itself do to the registry: installers hold texts of 1,024 characters, and a PATH
 * may be longer.
 */

const words = createWords();

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
  if (register(registry, registered, words) === 'path-has-percent') {
    process.stderr.write(`${words('opening:pathHasPercent', { folder: registered.root })}\n`);
    process.exitCode = exitCodes.incomplete;
  }
} else if (positionals[0] === 'remove') unregister(registry, registered);
else {
  process.stderr.write(`${words('opening:usage.register')}\n`);
  process.exitCode = exitCodes.wrongUse;
}
