import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readIdentity } from './identity.ts';
import { packPortable } from './portable.ts';
import { compileInstaller, findCompiler, missingCompiler } from './setup.ts';

/** Where the packages lie that `packages.windows.test.ts` unpacks and installs, below the project's folder. */
export const testedFolder = 'out/package/tested';
export const testedZip = 'portable.zip';
export const testedInstaller = 'installer.exe';

/**
 * Makes the packages that are tested on Windows, for the project in `project`. Returns what could not be made, in words;
 * the tests of that are left out with the same.
 */
export async function makeTestedPackages(project: string): Promise<string[]> {
  const target = resolve(project, testedFolder);
  mkdirSync(target, { recursive: true });
  const { folder, file } = await packPortable();
  copyFileSync(file, join(target, testedZip));
  const compiler = findCompiler();
  if (compiler === undefined) return [missingCompiler];
  compileInstaller(compiler, {
    tree: folder,
    file: join(target, testedInstaller),
    version: readIdentity().version,
    compressor: 'zlib',
  });
  return [];
}

if (import.meta.main) {
  const [project] = process.argv.slice(2);
  for (const line of await makeTestedPackages(project ?? '.')) process.stdout.write(`${line}\n`);
}
