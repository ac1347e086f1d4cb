import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** True when bytes hold a text: in UTF-8 or UTF-16, or written as base64 or hexadecimal digits. */
export function holdsText(bytes: Uint8Array, text: string): boolean {
  const haystack = Buffer.from(bytes);
  const plain = Buffer.from(text);
  const forms = [plain, Buffer.from(text, 'utf16le'), plain.toString('base64'), plain.toString('hex')];
  return forms.some((form) => haystack.includes(form));
}

/** Every file below a folder that holds a text. */
export function filesWithText(folder: string, text: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesWithText(path, text);
    return entry.isFile() && holdsText(readFileSync(path), text) ? [path] : [];
  });
}
