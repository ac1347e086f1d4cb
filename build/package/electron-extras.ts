// What a Windows package of Electron has beside its archive: command line and opener with a Node of their own.
// `npm run package` makes it on Windows; elsewhere `--win` does, before electron-builder is told the same.
import { join } from 'node:path';
import { packageFolder } from './identity.ts';
import { makeCommandLineTree } from './windows-tree.ts';

if (process.platform === 'win32' || process.argv.includes('--win')) {
  await makeCommandLineTree(join(packageFolder, 'command-line'));
}
