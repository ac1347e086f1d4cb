import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { iconSizes, pngSize } from './draw.ts';
import { writeIcon, writePng } from './files.ts';
import { drawMark } from './mark.ts';

const committed = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));

/** What the picture of a PNG of ours unpacks to; its packing may differ between versions of the library. */
function pixels(png: Buffer): Buffer {
  const at = png.indexOf('IDAT');
  return inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
}

test('[PACK-24] the icons that are kept are the ones that their script draws, in every size that Windows asks for', () => {
  const png = committed('waystation.png');
  expect(pixels(png).equals(pixels(writePng(drawMark(pngSize), pngSize)))).toBe(true);
  const icon = committed('waystation.ico');
  const drawn = writeIcon(iconSizes, drawMark);
  const largest = icon.readUInt32LE(6 + 16 * (iconSizes.length - 1) + 12);
  expect(pixels(icon.subarray(largest)).equals(pixels(drawn.subarray(largest)))).toBe(true);
  // The smaller ones are not packed.
  const first = 6 + 16 * iconSizes.length;
  expect(icon.subarray(first, largest).equals(drawn.subarray(first, largest))).toBe(true);
  const sizes = iconSizes.map((_, index) => (icon[6 + 16 * index] ?? 0) || 256);
  expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
});

test('[PACK-24] the mark is white on blue with round corners', () => {
  const picture = drawMark(20);
  const at = (column: number, row: number): number[] => [
    ...picture.subarray((row * 20 + column) * 4, (row * 20 + column) * 4 + 4),
  ];
  expect(at(0, 0)[3]).toBe(0);
  expect(at(10, 7)).toEqual([255, 255, 255, 255]);
  expect(at(10, 17)).toEqual([0x3a, 0x62, 0xcc, 255]);
});
