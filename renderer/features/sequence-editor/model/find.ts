import type { MessageOrText } from '#shared/contract/message-shape';
import type { OutlineRow } from '#shared/model/outline';
import type { NodeId } from '#shared/model/sequence';
import { describeStepType } from '#shared/steps/catalog';

/** The words that name the type of a row: the field's label, or the class itself when we do not know it. */
export function typeLabel(row: Pick<OutlineRow, 'kind' | 'type'>): MessageOrText {
  if (row.kind === 'group') return '';
  return describeStepType(row.type)?.label ?? row.type;
}

/** The hit after (or before) the active row in document order; goes round at the ends. */
export function nextHit(
  rows: readonly OutlineRow[],
  hits: readonly NodeId[],
  active: NodeId | null,
  step: 1 | -1,
): NodeId | null {
  if (hits.length === 0) return null;
  const order = new Map(rows.map((row, index) => [row.id, index]));
  const at = active === null ? -1 : (order.get(active) ?? -1);
  const placed = hits.map((id) => ({ id, index: order.get(id) ?? 0 }));
  const found = step === 1 ? placed.find((hit) => hit.index > at) : placed.findLast((hit) => hit.index < at);
  return (found ?? (step === 1 ? placed[0] : placed.at(-1)))?.id ?? null;
}

/** The name cut where the searched text begins and ends, for marking. */
export function markHit(name: string, text: string): { before: string; hit: string; after: string } {
  const wanted = text.trim().toLowerCase();
  const at = wanted === '' ? -1 : name.toLowerCase().indexOf(wanted);
  if (at < 0) return { before: name, hit: '', after: '' };
  return { before: name.slice(0, at), hit: name.slice(at, at + wanted.length), after: name.slice(at + wanted.length) };
}
