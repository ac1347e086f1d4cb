import { AppError } from '#shared/contract/errors';

/** Names that Windows reserves for devices, with or without an extension. */
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

function findFault(name: string, maxLength: number): string | undefined {
  if (name === '') return 'an empty name';
  if (name.length > maxLength) return `longer than ${String(maxLength)} characters`;
  if (/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/.test(name)) return 'a control character';
  if (name.includes('\\')) return 'a backslash';
  if (name.startsWith('/')) return 'an absolute path';
  if (name.includes(':')) return 'a drive or stream name';
  const parts = name.replace(/\/$/, '').split('/');
  if (parts.some((part) => part === '..' || part === '.' || part === '')) return 'a path that climbs';
  const decoded = parts.map((part) =>
    part.replace(/%(2e|2f|5c|3a|00)/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16))),
  );
  if (decoded.some((part) => part === '..' || part === '.' || /[/\\:\u0000]/.test(part)))
    return 'a path hidden by escapes';
  if (parts.some((part) => deviceName.test(part))) return 'a device name';
  if (parts.some((part) => /[. ]$/.test(part))) return 'a part that ends in a dot or blank';
  return undefined;
}

/** Refuses names that could lead outside or mean something else on Windows. Errors: `ZIP_ENTRY_NAME`. */
export function checkEntryName(name: string, file: string, maxLength: number): void {
  const rule = findFault(name, maxLength);
  // eslint-disable-next-line no-control-regex -- made harmless for showing
  const shown = name.slice(0, 300).replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
  if (rule !== undefined) throw new AppError('ZIP_ENTRY_NAME', { file, entry: shown, rule });
}
