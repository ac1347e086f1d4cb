import type { PackageId } from '#shared/model/ids';
import { findSecretReferences } from '#shared/model/secret-reference';
import { countSteps, openText, toBytes } from '../library/sequence-bytes.ts';
import { adoptStepSecretsIn } from '../library/step-secrets.ts';
import { SequenceDocument } from '../sequence/document.ts';
import { findDraftVersion } from '../store/tables/editing-session.ts';
import {
  getSequence,
  getSequenceEverStored,
  getSequenceRow,
  insertSequence,
  saveDocument,
} from '../store/tables/sequence.ts';
import { nextPackageId } from '../store/tables/site.ts';
import type { Drafts } from './drafts.ts';
import type { EditingPorts, StoredState } from './editing-types.ts';
import type { OpenEditor } from './open-editor.ts';

/**
 * Stores the document of a session and marks its place in the history, in one transaction. Gives the new revision.
 * Errors: `REVISION_CONFLICT` when somebody saved meanwhile, unless `overwrite`, or when the draft is not ours.
 */
export async function saveSession(
  { database, clock, userName }: EditingPorts,
  drafts: Drafts,
  { packageId, open }: OpenEditor,
  overwrite: boolean,
): Promise<number> {
  const { session, encoding } = open;
  const document = toBytes({ text: session.document.print(), encoding });
  const stepCount = countSteps(session.document.model());
  const { revision, version } = await database.write(async (transaction) => {
    const baseRevision = overwrite ? (await getSequenceRow(transaction, packageId)).revision : open.revision;
    const at = clock.now();
    const saved = await saveDocument(transaction, { packageId, baseRevision, document, stepCount, at, by: userName });
    const kept = await drafts.keepSaved(transaction, packageId, open, { revision: saved, document, at });
    return { revision: saved, version: kept };
  });
  session.markSaved();
  Object.assign(open, { revision, version, draftFrom: null, basePosition: session.position, replayBytes: 0 });
  return revision;
}

/**
 * Stores the document of a session as a new sequence, with number, secrets and row in one transaction; the one that was
 * opened stays as it is. That one may be deleted by now: who still sees it loses nothing (UI-581).
 */
export function copySession(
  { database, clock, secrets, userName: by }: EditingPorts,
  { packageId: from, open }: OpenEditor,
  name: string,
): Promise<PackageId> {
  const { document: sequence } = open.session;
  const text = sequence.print();
  const document = toBytes({ text, encoding: open.encoding });
  const stepCount = countSteps(sequence.model());
  return database.write(async (transaction) => {
    const { folderId, description, dialect, carry, properties, enabled } = await getSequenceEverStored(
      transaction,
      from,
    );
    const packageId = await nextPackageId(transaction);
    await adoptStepSecretsIn(transaction, secrets, packageId, findSecretReferences(text));
    const copied = { folderId, description, dialect, carry, properties, enabled, stepCount };
    await insertSequence(transaction, { ...copied, packageId, name, document, at: clock.now(), by });
    return packageId;
  });
}

/** What is stored now: for a session that fell behind the draft of the other program, else what was saved last. */
export async function readStored(
  { database }: EditingPorts,
  drafts: Drafts,
  { packageId, isBehind }: OpenEditor,
): Promise<StoredState> {
  const stored = await getSequence(database.read, packageId);
  const { revision, modifiedAt, modifiedBy } = stored;
  const hasDraft = isBehind && (await findDraftVersion(database.read, packageId)) !== null;
  const document = hasDraft
    ? (await drafts.openDraft(packageId)).open.session.document
    : new SequenceDocument(openText(stored.document, stored.name).text, stored.name);
  return { revision, modifiedAt, modifiedBy, document };
}
