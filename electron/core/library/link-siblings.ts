import type { Edit } from '#shared/model/edit';
import { type SequenceModel, walkNodes } from '#shared/model/sequence';
import { describeStepType } from '#shared/steps/catalog';
import type { Clock } from '../ports/clock.ts';
import { dialectOf } from '../sequence/dialects/dialects.ts';
import { SequenceDocument } from '../sequence/document.ts';
import { EditingSession } from '../sequence/editing-session.ts';
import type { HistoryEntry } from '../sequence/history.ts';
import type { ExportCarry } from '../transfer/configmgr/read-export.ts';

export interface LinkedText {
  readonly text: string;
  /** The undo step that takes the links back. */
  readonly entry: HistoryEntry;
}

/** Package IDs of the sequences that a sequence runs. */
export function findCalls(model: SequenceModel): Set<string> {
  const called = new Set<string>();
  for (const { node } of walkNodes(model.nodes)) {
    for (const { xml, kind } of describeStepType(node.type)?.properties ?? []) {
      const value = kind === 'taskSequenceRef' && node.variables.find((one) => one.property === xml?.property)?.value;
      if (value) called.add(value.trim());
    }
  }
  return called;
}

/**
 * Lets a sequence call the siblings that were imported with it under their new package IDs (LIB-7); null when nothing
 * has to change. The change is one undo step of the time `at`: the document that came is kept under it, byte for byte.
 */
export function linkSiblings(
  text: string,
  name: string,
  ids: ReadonlyMap<string, string>,
  at: number,
): LinkedText | null {
  // Most texts have none of the IDs and need no tree. What is written by references may spell an ID unseen.
  const mayName = (id: string): boolean => text.includes(id) || /&(?:#|amp;)/.test(text);
  const links = [...ids].filter(([from, to]) => from !== to && mayName(from)).map(([from, to]) => ({ from, to }));
  if (links.length === 0) return null;
  const document = new SequenceDocument(text, name);
  if (!dialectOf(document.dialect).hasZip) return null;
  const clock: Clock = { now: () => at, wait: () => Promise.resolve() };
  const edit: Edit = { kind: 'relink', links };
  const { entry } = new EditingSession(document, clock).apply([edit]);
  return entry === undefined ? null : { text: document.print(), entry };
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
