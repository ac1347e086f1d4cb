import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';

/** How the archives begin that people send instead of a zip. Source: the signatures of the formats' own documents. */
const signatures: readonly (readonly [name: string, start: readonly number[]])[] = [
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['cab', [0x4d, 0x53, 0x43, 0x46]],
  ['gzip', [0x1f, 0x8b]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
];

const programStart = [0x4d, 0x5a];

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte);

/**
 * Throws `ZIP_MALFORMED` for an archive of another kind, and for a program of Windows, which may unpack itself: neither
 * is a broken XML file, and each has its own remedy (XFER-121). Anything else is left to whoever reads it.
 */
export function refuseOtherArchive(bytes: Uint8Array, file: string): void {
  const place = reason('zip-start');
  if (beginsWith(bytes, programStart)) {
    const why = { reason: reason('program-before-zip'), remedy: message('reasons:zip-remedy.program') };
    throw new AppError('ZIP_MALFORMED', { file, place, ...why });
  }
  const found = signatures.find(([, start]) => beginsWith(bytes, start));
  if (found === undefined) return;
  const why = { reason: reason('other-archive', { kind: found[0] }), remedy: message('reasons:zip-remedy.archive') };
  throw new AppError('ZIP_MALFORMED', { file, place, ...why });
}
