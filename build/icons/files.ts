import { crc32, deflateSync } from 'node:zlib';

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(kind: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A PNG of a square picture with opacity. */
export function writePng(picture: Buffer, size: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  // Eight bits for each of red, green, blue and opacity; no filter, no interlacing.
  head.set([8, 6, 0, 0, 0], 8);
  const rows: Buffer[] = [];
  for (let row = 0; row < size; row += 1) {
    rows.push(Buffer.from([0]), picture.subarray(row * size * 4, (row + 1) * size * 4));
  }
  const content = deflateSync(Buffer.concat(rows), { level: 9 });
  return Buffer.concat([pngStart, chunk('IHDR', head), chunk('IDAT', content), chunk('IEND', Buffer.alloc(0))]);
}

/** The form in which icons have held pictures from the beginning: rows from below, blue first, then one bit of mask. */
function writeBitmap(picture: Buffer, size: number): Buffer {
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(size, 4);
  // The height counts the mask as well.
  head.writeInt32LE(size * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const colours = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const from = ((size - 1 - row) * size + column) * 4;
      const [red = 0, green = 0, blue = 0, opacity = 0] = picture.subarray(from, from + 4);
      colours.set([blue, green, red, opacity], (row * size + column) * 4);
    }
  }
  // Opacity says it all; the mask is there because its place is counted.
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size);
  return Buffer.concat([head, colours, mask]);
}

/** From this side on icons hold a PNG, which every Windows since Vista reads. */
const pngFrom = 256;

/** An icon of Windows with the picture in each of the sizes. */
export function writeIcon(sizes: readonly number[], draw: (size: number) => Buffer): Buffer {
  const images = sizes.map((size) => (size < pngFrom ? writeBitmap(draw(size), size) : writePng(draw(size), size)));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, size] of sizes.entries()) {
    const at = 6 + 16 * index;
    const length = images[index]?.length ?? 0;
    // A byte has no 256: it stands as 0.
    head.set([size % 256, size % 256, 0, 0], at);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += length;
  }
  return Buffer.concat([head, ...images]);
}
