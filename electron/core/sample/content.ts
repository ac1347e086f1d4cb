import { createRepeatable, seedOf } from './random.ts';
import type { Repeatable } from './random.ts';

const subjects = [
  'The harbour office',
  'Our workshop',
  'The new ferry',
  'The spring order',
  'The crane',
  'Line four',
] as const;
const verbs = ['waits for', 'was checked against', 'goes out with', 'replaces', 'depends on', 'follows'] as const;
const objects = [
  'the delivery of May',
  'last year’s plan',
  'two spare parts',
  'the signed list',
  'the tide table',
] as const;

function sentence(random: Repeatable): string {
  return `${random.pick(subjects)} ${random.pick(verbs)} ${random.pick(objects)}.`;
}

function paragraphs(random: Repeatable, count: number): string {
  const one = (): string => Array.from({ length: 3 + random.below(5) }, () => sentence(random)).join(' ');
  return Array.from({ length: count }, one).join('\r\n\r\n');
}

function table(random: Repeatable, rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const amount = `${10 + random.below(900)}.${String(random.below(100)).padStart(2, '0')}`;
    return `${index + 1};2025-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')};${sentence(random)};${amount}`;
  });
  return `No;Date;Subject;Amount\r\n${lines.join('\r\n')}\r\n`;
}

function page(random: Repeatable, title: string): string {
  const body = paragraphs(random, 6)
    .split('\r\n\r\n')
    .map((text) => `<p>${text}</p>`)
    .join('\n');
  return `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n${body}\n</body>\n</html>\n`;
}

function drawing(random: Repeatable): string {
  const shapes = Array.from({ length: 24 }, () => {
    const [x, y, r] = [random.below(400), random.below(300), 4 + random.below(40)];
    return `  <circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${random.below(360)} 60% 55%)"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" viewBox="0 0 400 300">\n${shapes.join('\n')}\n</svg>\n`;
}

/** Bytes that look like the inside of a photo: the first bytes of a JPEG, then what does not compress. */
function photo(random: Repeatable, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  random.fill(bytes);
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00]).copy(bytes);
  return bytes;
}

/**
 * The content of a made-up file by its ending. `name` decides everything, `size` only how large binary files become,
 * in bytes; texts have the length that their rows need.
 */
export function sampleContent(name: string, size: number): Buffer {
  const random = createRepeatable(seedOf(name));
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const title = name.slice(name.lastIndexOf('\\') + 1);
  if (size === 0) return Buffer.alloc(0);
  if (ending === 'txt' || ending === 'md')
    return Buffer.from(`${title}\r\n\r\n${paragraphs(random, 4 + random.below(8))}\r\n`);
  if (ending === 'csv') return Buffer.from(table(random, 80 + random.below(300)));
  if (ending === 'html') return Buffer.from(page(random, title));
  if (ending === 'svg') return Buffer.from(drawing(random));
  if (ending === 'url')
    return Buffer.from(`[InternetShortcut]\r\nURL=https://intranet.harbour.example/${random.below(1000)}\r\n`);
  return photo(random, size);
}
