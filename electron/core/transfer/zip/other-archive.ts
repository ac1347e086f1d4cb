import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';

/** What a kind of file has at an offset. Source: the signatures of the formats' own documents. */
interface Signature {
  readonly kind: string;
  readonly at: number;
  readonly mark: readonly number[];
}

const signature = (kind: string, mark: string, at = 0): Signature => ({
  kind,
  at,
  mark: [...Buffer.from(mark, 'latin1')],
});

/** Archives that people send instead of a zip: what is in them can be imported. */
const archives: readonly Signature[] = [
  signature('7z', '7z\xbc\xaf\x27\x1c'),
  signature('rar', 'Rar!\x1a\x07'),
  signature('cab', 'MSCF'),
  signature('gzip', '\x1f\x8b'),
  signature('xz', '\xfd7zXZ'),
  signature('bzip2', 'BZh'),
  signature('zstd', '\x28\xb5\x2f\xfd'),
  signature('tar', 'ustar', 257),
  signature('iso', 'CD001', 0x8001),
];

/** What lies beside task sequences, and is chosen in their place. */
const others: readonly Signature[] = [
  signature('wim', 'MSWIM\0\0\0'),
  signature('msi', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
  signature('vhdx', 'vhdxfile'),
  signature('vhd', 'conectix'),
  signature('sqlite', 'SQLite format 3\0'),
];

const program = signature('program', 'MZ');
/** Its own reader judges what begins as a zip does, an empty one too. */
const zip = signature('zip', 'PK');
/** What an XML file in UTF-16 or UTF-32 begins with: a mark, or a bracket of two bytes. Its own reader judges it. */
const wideTexts = ['\xff\xfe', '\xfe\xff', '<\0', '\0<', '\0\0\xfe\xff'].map((mark) => signature('text', mark));
/** A text has no zero in its beginning; how much of it is looked at. */
const lookedAt = 1024;

const has = (bytes: Uint8Array, { at, mark }: Signature): boolean =>
  mark.every((byte, offset) => bytes[at + offset] === byte);

/** So much of a file tells its kind. */
export const kindBytes = 0x8006;

/** The kind of a file by what it begins with, as a person calls it; null for what is none of those, a text among them. */
export function nameKind(bytes: Uint8Array): string | null {
  return [program, zip, ...archives, ...others].find((one) => has(bytes, one))?.kind ?? null;
}

/** What is wrong with a file that is no zip, and what helps; null for what may be a text. */
function findWrong(bytes: Uint8Array): { reason: Message; remedy: Message } | null {
  if (has(bytes, program)) {
    return { reason: reason('program-before-zip'), remedy: message('reasons:zip-remedy.program') };
  }
  const archive = archives.find((one) => has(bytes, one));
  if (archive !== undefined) {
    return { reason: reason('other-archive', { kind: archive.kind }), remedy: message('reasons:zip-remedy.archive') };
  }
  const other = others.find((one) => has(bytes, one));
  if (other !== undefined) {
    return { reason: reason('other-kind', { kind: other.kind }), remedy: message('reasons:zip-remedy.choose') };
  }
  const start = bytes.subarray(0, lookedAt);
  if (has(bytes, zip) || !start.includes(0) || wideTexts.some((one) => has(bytes, one))) return null;
  if (Buffer.from(start).includes('PK\x03\x04', 0, 'latin1')) {
    return { reason: reason('before-zip'), remedy: message('reasons:zip-remedy.copy') };
  }
  return { reason: reason('no-text'), remedy: message('reasons:zip-remedy.choose') };
}

/**
 * Throws `ZIP_MALFORMED` for an archive of another kind, for a program of Windows, which may unpack itself, for a zip
 * with something before it, and for whatever else is no text: none of them is a broken XML file, and each has its own
 * remedy (XFER-121). Anything else is left to whoever reads it.
 */
export function refuseOtherArchive(bytes: Uint8Array, file: string): void {
  const wrong = findWrong(bytes);
  if (wrong !== null) throw new AppError('ZIP_MALFORMED', { file, place: reason('zip-start'), ...wrong });
}
