import { ZipFile } from 'yazl';
import type { ZipEntry } from './read.ts';

/** The first moment a zip can name; a fixed time makes two exports of one thing equal bytes. */
const fixedTime = new Date(1980, 0, 1, 0, 0, 0);

/** A zip with the entries in the given order, stored, with one fixed time: equal input gives equal bytes. */
export async function writeZip(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const entry of entries) {
    zip.addBuffer(entry.bytes, entry.name, {
      mtime: fixedTime,
      mode: 0o100644,
      compress: false,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
