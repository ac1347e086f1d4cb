import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';

/** Names that Windows keeps for devices, with or without an ending. */
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

/** Why a part of a path cannot be a name, or null. */
function partProblem(part: string): Message | null {
  if (part === '..' || part === '.') return reason('entry-outside');
  if (part === '') return reason('entry-empty-part');
  if (part.includes(':')) return reason('entry-drive');
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(part)) return reason('entry-control');
  if (deviceName.test(part)) return reason('entry-device');
  if (/[. ]$/.test(part)) return reason('entry-end');
  return null;
}

/**
 * Why the name of a zip entry is refused, or null when it may be used. Backslashes are slashes by now (XFER-71).
 * Nothing else is repaired: a name that needs repair was not written by an export (XFER-12).
 */
export function entryNameProblem(name: string, longest: number): Message | null {
  if (name.length > longest) return reason('entry-long');
  if (name.startsWith('/')) return reason('entry-absolute');
  const parts = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  for (const part of parts) {
    const problem = partProblem(part) ?? escapedProblem(part);
    if (problem !== null) return problem;
  }
  return null;
}

/** Names of a package are percent-escaped, some twice: what they stand for must be harmless too. */
function escapedProblem(part: string): Message | null {
  let decoded = decodePart(part);
  for (let last = part; decoded !== last; decoded = decodePart(decoded)) {
    last = decoded;
    const problem = /[\\/]/.test(decoded) ? reason('entry-hidden') : partProblem(decoded);
    if (problem !== null) return problem;
  }
  return null;
}

/** The name of an entry in the one form in which two names are compared: what they stand for, letter case aside. */
export function entryKey(name: string): string {
  return name.split('/').map(decodePart).join('/').normalize('NFC').toLowerCase();
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    // A stray percent sign stands for itself.
    if (error instanceof URIError) return part;
    throw error;
  }
}
