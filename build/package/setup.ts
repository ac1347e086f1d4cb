// `npm run package:setup`: an installer of the portable form, for one person and without elevation.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDebianAsRoot, install } from '../scripts/debian.ts';
import { iconFile, packageFolder, readIdentity } from './identity.ts';
import { megabytes } from './portable.ts';
import { makePortableTree, sizeOfTree } from './windows-tree.ts';

const script = fileURLToPath(new URL('./installer.nsi', import.meta.url));
/** The moment that is written into the program: the same for the same files. */
const moment = '315532800';

export const missingCompiler =
  'makensis is not here, which makes the installer: “sudo apt-get install nsis” on Debian, NSIS 3 with 64-bit stubs elsewhere.';

/** NSIS' compiler. On Debian as root it is installed when it is missing. */
export function findCompiler(): string | undefined {
  const isThere = (): boolean => spawnSync('makensis', ['-VERSION']).status === 0;
  if (isThere() || (isDebianAsRoot() && install(['nsis']) && isThere())) return 'makensis';
  return undefined;
}

export interface Installer {
  readonly tree: string;
  readonly file: string;
  readonly version: string;
  /** `lzma` is a third smaller and takes ten times as long: for what is given away, not for tests. */
  readonly compressor: 'lzma' | 'zlib';
}

/** Makes an installer of what lies in `tree`. Throws with what the compiler says when it refuses. */
export function compileInstaller(compiler: string, { tree, file, version, compressor }: Installer): void {
  const { product, publisher } = readIdentity();
  const values = {
    PRODUCT: product,
    VERSION: version,
    PUBLISHER: publisher,
    TREE: tree,
    ICON: iconFile,
    COMPRESSOR: compressor,
    OUTFILE: file,
    KILOBYTES: String(Math.ceil(sizeOfTree(tree) / 1024)),
  };
  const defined = Object.entries(values).map(([name, value]) => `-D${name}=${value}`);
  rmSync(file, { force: true });
  const { status, stdout, stderr } = spawnSync(compiler, ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', ...defined, script], {
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: moment },
  });
  if (status !== 0 || !existsSync(file)) throw new Error(`makensis failed:\n${stdout}${stderr}`);
}

/** Makes the installer of this version; undefined when there is nothing to make it with. */
export async function packSetup(): Promise<string | undefined> {
  const compiler = findCompiler();
  if (compiler === undefined) return undefined;
  const { setupFile, version } = readIdentity();
  const tree = join(packageFolder, 'portable');
  await makePortableTree(tree);
  const file = join(packageFolder, setupFile);
  compileInstaller(compiler, { tree, file, version, compressor: 'lzma' });
  return file;
}

if (import.meta.main) {
  const file = await packSetup();
  process.stdout.write(file === undefined ? `${missingCompiler}\n` : `${file} (${megabytes(statSync(file).size)})\n`);
  process.exitCode = file === undefined ? 1 : 0;
}
