import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { mergeReferences, type ReferenceFact } from '#shared/model/reference';
import type { SequenceModel } from '#shared/model/sequence';
import { assertNever } from '#shared/util/assert-never';
import type { Files } from '../ports/files.ts';
import type { Ids } from '../ports/ids.ts';
import { readConditionParts, readPaste, splitConditions } from '../sequence/read-paste.ts';
import { readInstance, withValues } from '../transfer/configmgr/instance.ts';
import { type ExportCarry, parseCarry } from '../transfer/configmgr/read-export.ts';
import { type OutgoingSequence, writeExportZip } from '../transfer/configmgr/write-export.ts';
import { defaultLimits } from '../transfer/limits.ts';
import type {
  FileOrder,
  FileProgress,
  FileResults,
  LinkedSequence,
  PackedZip,
  ReadFile,
  ReadSequenceFacts,
  SequenceToPack,
} from './file-worker-messages.ts';
import { findCalls, linkCarry, linkSiblings } from './link-siblings.ts';
import { outgoingReferences } from './outgoing-references.ts';
import { toldReferences } from './told-references.ts';
import { type ReadSequence, readSequenceFile } from './read-file.ts';
import { readByPlace, readWhole } from './read-whole.ts';
import { readInstaller } from '../transfer/msi/read-installer.ts';
import {
  countSteps,
  type OpenedText,
  openText,
  readModel,
  type SealableSecret,
  sequenceElementText,
  toBytes,
  withoutSecrets,
  withReferences,
} from './sequence-bytes.ts';

export interface FilePorts {
  readonly files: Files;
  readonly ids: Ids;
}

/** Does one order after the other, in whatever thread it is called. */
export interface FileTasks {
  run(order: FileOrder): Promise<FileResults[FileOrder['kind']]>;
}

/** A sequence between reading and linking. */
interface Prepared {
  readonly sequence: ReadSequence;
  readonly opened: OpenedText;
  readonly stepCount: number;
  readonly secrets: readonly SealableSecret[];
  readonly calls: ReadonlySet<string>;
  readonly carry: ExportCarry | null;
  readonly references: readonly ReferenceFact[];
}

const referencesCut = message('notes:references-cut', { limit: defaultLimits.references });

/** Of the time that a file takes; the rest is its sequences. */
const shares = { read: 0.1, unpacked: 0.4 };

/** The object that came with a sequence, without the sequence: the document is kept once, and its secrets nowhere. */
function withoutSequence(carry: ExportCarry, name: string): ExportCarry {
  const instance = readInstance(carry.objectXml.replace(/^\uFEFF/, ''), name, 'object.xml');
  return { ...carry, objectXml: withValues(instance, { Sequence: '' }) };
}

function prepare(sequence: ReadSequence, readItsModel: () => SequenceModel, ids: Ids): Prepared {
  const opened = openText(sequence.bytes, sequence.name);
  const { text, secrets } = withReferences(opened.text, sequence.name, () => ids.uuid());
  const model = secrets.length === 0 ? readItsModel() : readModel(text, sequence.name);
  const { carry } = sequence;
  return {
    sequence,
    opened: { ...opened, text },
    stepCount: countSteps(model),
    secrets,
    calls: findCalls(model),
    carry: carry === null ? null : withoutSequence(carry, sequence.name),
    references: toldReferences(model, carry, sequence.name),
  };
}

function factsOf({ sequence, stepCount, secrets }: Prepared, fileNotes: readonly Message[]): ReadSequenceFacts {
  const { name, description, originalId, dialect, properties } = sequence;
  const notes = [...fileNotes, ...sequence.notes];
  if (secrets.length > 0) notes.push(message('notes:secrets-moved', { count: secrets.length }));
  if (sequence.bytes.length > defaultLimits.sequenceWarnBytes) {
    notes.push(message('notes:sequence-large'));
  }
  return { name, description, originalId, dialect, properties, stepCount, secrets, notes };
}

function link(one: Prepared, ids: ReadonlyMap<string, string>, at: number): LinkedSequence {
  const { sequence, opened, calls, carry } = one;
  const linked = linkSiblings(opened.text, sequence.name, ids, at);
  const missing = [...calls].filter((id) => !ids.has(id));
  const notes: Message[] = [];
  if (linked !== null) {
    notes.push(message('notes:calls-linked'));
  }
  if (missing.length > 0) notes.push(message('notes:calls-missing', { ids: missing.join(', ').slice(0, 4000) }));
  return {
    document: toBytes({ ...opened, text: linked?.text ?? opened.text }),
    carry: carry === null ? null : JSON.stringify(linkCarry(carry, ids)),
    link: linked === null ? null : { baseDocument: toBytes(opened), entry: linked.entry },
    notes,
  };
}

function toOutgoing(
  one: SequenceToPack,
  names: ReadonlyMap<string, string>,
  secretsLeftOut: string[],
): OutgoingSequence {
  const { packageId, name, description, enabled, properties } = one;
  const { text } = openText(one.document, name);
  const carry = parseCarry(one.carry);
  const clean = withoutSecrets(text, name);
  for (const { stepName, property } of clean.secrets) secretsLeftOut.push(`${stepName}: ${property}`);
  const xml = sequenceElementText(clean.text, name);
  const bootImage = carry === null ? (properties['BootImageID'] ?? '') : '';
  const references = outgoingReferences(readModel(clean.text, name), names, bootImage);
  const times = { createdAt: one.createdAt, modifiedAt: one.modifiedAt };
  return { packageId, name, description, xml, enabled, properties, carry, references, ...times };
}

async function pack(order: FileOrder & { kind: 'pack' }): Promise<PackedZip> {
  const secretsLeftOut: string[] = [];
  const outgoing = order.sequences.map((one) => toOutgoing(one, order.names, secretsLeftOut));
  const bytes = await writeExportZip(outgoing, { siteCode: order.siteCode, comment: order.comment });
  return { bytes, secretsLeftOut };
}

/** The work on foreign files as it is done in a thread. Errors: those of the file, zip, XML and sequences. */
export function createFileTasks({ files, ids }: FilePorts, onProgress: (progress: FileProgress) => void): FileTasks {
  let prepared: readonly Prepared[] = [];

  async function read({ fileName, source }: FileOrder & { kind: 'read' }): Promise<ReadFile> {
    prepared = [];
    let size = typeof source === 'string' ? 0 : source.length;
    const report = (part: number): void =>
      onProgress({ fileName, doneBytes: Math.round(size * part), totalBytes: size });
    const onRead = (done: number, total: number): void => {
      size = total;
      report((shares.read * done) / total);
    };
    const bytes = typeof source === 'string' ? readWhole(files, source, fileName, onRead) : source;
    const { sequences, references, notes } = await readSequenceFile(fileName, bytes, {
      take: (sequence, readItsModel) => prepare(sequence, readItsModel, ids),
      onEntry: (done, total) => report(shares.read + (shares.unpacked * done) / total),
      onSequence: (done, total) => {
        const before = shares.read + shares.unpacked;
        report(before + ((1 - before) * done) / total);
      },
    });
    prepared = sequences;
    const told = mergeReferences([...prepared.flatMap((one) => one.references), ...references]);
    const isCut = told.length > defaultLimits.references;
    return {
      sequences: prepared.map((one) => factsOf(one, isCut ? [...notes, referencesCut] : notes)),
      references: isCut ? told.slice(0, defaultLimits.references) : told,
    };
  }

  async function run(order: FileOrder): Promise<FileResults[FileOrder['kind']]> {
    switch (order.kind) {
      case 'read':
        return read(order);
      case 'link': {
        const linked = prepared.map((one) => link(one, order.ids, order.at));
        prepared = [];
        return linked;
      }
      case 'paste':
        return readPaste(order.xml, () => ids.uuid());
      case 'conditions':
        return { conditions: splitConditions(order.xml) };
      case 'condition-parts':
        return readConditionParts(order.texts);
      case 'installer':
        return readByPlace(files, order.path, order.fileName, readInstaller);
      case 'pack':
        return pack(order);
      default:
        return assertNever(order);
    }
  }

  return { run };
}
