import type { Edit } from '#shared/model/edit';
import { walkNodes } from '#shared/model/sequence';
import { describeStepType } from '#shared/steps/catalog';
import type { Clock } from '../ports/clock.ts';
import { SequenceDocument } from '../sequence/document.ts';
import { EditingSession } from '../sequence/editing-session.ts';
import type { HistoryEntry } from '../sequence/history.ts';
import type { ExportCarry } from '../transfer/configmgr/read-export.ts';

export interface LinkedText {
  readonly text: string;
  /** The undo step that takes the links back; null when nothing had to change. */
  readonly entry: HistoryEntry | null;
  /** Sequences that this one runs and that did not come with it. */
  readonly missing: string[];
}

/** Package IDs of the sequences that a document runs. */
function calledSequences(document: SequenceDocument): Set<string> {
  const called = new Set<string>();
  for (const { node } of walkNodes(document.model().nodes)) {
    for (const { xml, kind } of describeStepType(node.type)?.properties ?? []) {
      const value = kind === 'taskSequenceRef' && node.variables.find((one) => one.property === xml?.property)?.value;
      if (value) called.add(value.trim());
    }
  }
  return called;
}

/**
 * Lets a sequence call the siblings that were imported with it under their new package IDs (LIB-7). The change is one
 * undo step: the document that came is kept under it, byte for byte.
 */
export function linkSiblings(text: string, name: string, ids: ReadonlyMap<string, string>, clock: Clock): LinkedText {
  const document = new SequenceDocument(text, name);
  const called = calledSequences(document);
  const missing = [...called].filter((id) => !ids.has(id));
  const links = [...ids].filter(([from, to]) => from !== to).map(([from, to]) => ({ from, to }));
  if (links.length === 0 || document.dialect !== 'cm') return { text, entry: null, missing };
  const session = new EditingSession(document, clock);
  const edit: Edit = { kind: 'relink', links };
  const { entry } = session.apply([edit]);
  return entry === undefined ? { text, entry: null, missing } : { text: document.print(), entry, missing };
}

/** The files beside a sequence with the new package IDs of the sequences that came together. */
export function linkCarry(carry: ExportCarry, ids: ReadonlyMap<string, string>): ExportCarry {
  const link = (text: string | null): string | null =>
    text?.replace(/&gt;([^&<>]{8})&lt;/g, (whole, id: string) => {
      const to = ids.get(id);
      return to === undefined ? whole : `&gt;${to}&lt;`;
    }) ?? null;
  return { ...carry, referencesInfo: link(carry.referencesInfo), appReferencesInfo: link(carry.appReferencesInfo) };
}
