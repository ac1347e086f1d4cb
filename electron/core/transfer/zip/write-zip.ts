import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { ZipEntry } from './read-zip.ts';

/** 1980-01-01, the first day that a zip can name: two exports of the same thing are the same bytes. */
const firstDay = new Date(1980, 0, 1);

/** Packs entries in their order, stored and without times, as the field's exports are (XFER-25, XFER-27). */
export async function writeZip(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes } of entries) {
    zip.addBuffer(bytes, name, { compress: false, mtime: firstDay, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  return buffer(zip.outputStream);
}
