// `npm run package:portable`: the program for Windows as a zip that runs where it is unpacked.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeZip } from './deterministic-zip.ts';
import { packageFolder, readIdentity } from './identity.ts';
import { listTree, makePortableTree, sizeOfTree } from './windows-tree.ts';

/** A number of bytes as packages are spoken of. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Makes the tree and the zip of it; returns both. */
export async function packPortable(): Promise<{ folder: string; file: string }> {
  const { product, portableFile } = readIdentity();
  const folder = join(packageFolder, 'portable');
  await makePortableTree(folder);
  const file = join(packageFolder, portableFile);
  mkdirSync(packageFolder, { recursive: true });
  rmSync(file, { force: true });
  await writeZip(file, folder, listTree(folder), product);
  return { folder, file };
}

if (import.meta.main) {
  const { folder, file } = await packPortable();
  const sizes = `${megabytes(statSync(file).size)}, unpacked ${megabytes(sizeOfTree(folder))}`;
  process.stdout.write(
    `${file} (${sizes})\nIt runs on Windows x64 where it is unpacked: Waystation.cmd opens the console.\n`,
  );
}
