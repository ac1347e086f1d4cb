import { isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import { salvageSequences } from '../store/salvage.ts';
import { checkSequenceFile } from './read-file.ts';
import { withoutReferences } from './sequence-bytes.ts';

export interface SalvagedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface Salvage {
  /** One XML file for each task sequence, to be imported elsewhere; without secrets, which their site alone can open. */
  readonly files: readonly SalvagedFile[];
  /** Task sequences that could not be read, or of which a part is something else now; the files of these say so too. */
  readonly lost: readonly { readonly what: MessageOrText; readonly reason: Message }[];
}

function readWhole(document: Uint8Array, name: string): { bytes: Uint8Array; reason: Message | null } {
  try {
    checkSequenceFile(name, document);
    return { bytes: withoutReferences(document, name), reason: null };
  } catch (error) {
    if (!isAppError(error) || error.code === 'INTERNAL') throw error;
    // A page of it may hold other bytes: a person can still read the rest.
    return { bytes: document, reason: reason('error-code', { code: error.code }) };
  }
}

/** Task sequences of a damaged site database as files. Errors: `SITE_NOT_FOUND`, `STORE_CORRUPT`. Rule: LIB-19. */
export function salvageSite(databaseFile: string): Salvage {
  const { sequences, lost } = salvageSequences(databaseFile);
  const all = sequences.map(({ packageId, name, document }) => {
    const { bytes, reason: why } = readWhole(document, name);
    const possible = `${packageId} ${name}`
      // eslint-disable-next-line no-control-regex -- characters that no file name may have
      .replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, '_')
      .slice(0, 120)
      .trim();
    return { packageId, why, file: { fileName: `${possible}${why === null ? '' : ' (damaged)'}.xml`, bytes } };
  });
  const broken = all.flatMap(({ packageId, why }) => (why === null ? [] : [{ what: packageId, reason: why }]));
  return { files: all.map(({ file }) => file), lost: [...lost, ...broken] };
}
