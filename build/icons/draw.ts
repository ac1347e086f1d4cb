// `npm run icons`: draws the program's icons anew, after the mark in the title bar of the console.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeIcon, writePng } from './files.ts';
import { drawMark } from './mark.ts';

/** What Windows shows in title bars, lists, the task bar, the start menu and on large screens. */
export const iconSizes: readonly number[] = [16, 20, 24, 32, 40, 48, 64, 128, 256];
export const pngSize = 512;

if (import.meta.main) {
  const place = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  writeFileSync(place('waystation.ico'), writeIcon(iconSizes, drawMark));
  writeFileSync(place('waystation.png'), writePng(drawMark(pngSize), pngSize));
}
