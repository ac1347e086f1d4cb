import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** The first moment that a zip can name, in this system's own hours as the format wants it. */
const moment = new Date(1980, 0, 1);

/** Packs files of a folder below one name, so that the same files give the same bytes on every day and machine. */
export async function writeZip(file: string, folder: string, names: readonly string[], below: string): Promise<void> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(file));
  for (const name of [...names].sort()) {
    const options = { mtime: moment, mode: 0o100644, forceDosTimestamp: true, compressionLevel: 9 };
    zip.addBuffer(await readFile(join(folder, name)), `${below}/${name}`, options);
  }
  zip.end();
  await written;
}
