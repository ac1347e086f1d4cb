import type { MessageOrText } from '#shared/contract/message-shape';
import type { FoundPlace, FoundRow, FoundText } from '#shared/model/editor-look';
import { findSecretReferences, writeSecretReference } from '#shared/model/secret-reference';
import type { OutlineRow } from '#shared/model/outline';
import type { NodeDetail } from '#shared/model/sequence';
import { variableKey } from '#shared/model/variable';
import { hidesItsValue, isHiddenValue } from '#shared/steps/secrets';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { describeWritten } from '#shared/steps/written-description';
import { plainConditionText } from '#shared/text/condition-parts';
import type { SequenceDocument } from './document.ts';

/** A text of a row that can be found. */
interface Passage {
  readonly place: FoundPlace;
  /** The field in the field's words, or the variable; empty where the place says enough. */
  readonly label: string;
  readonly text: string;
}

/** Gives the words of types, fields, choices and conditions: people look for what they read. */
export type Reading = (message: MessageOrText) => string;

interface Indexed {
  readonly say: Reading;
  readonly passages: readonly Passage[];
  /** All passages in small letters, so that a row without a hit costs one look. */
  readonly all: string;
}

/** Rows are new objects when their node changes, so what was read of a row is good as long as the row is. */
const read = new WeakMap<OutlineRow, Indexed>();

/** A text without the names of sealed values: they mean nothing to a person. */
export function withoutReferences(text: string): string {
  let left = text;
  for (const id of findSecretReferences(text)) left = left.replaceAll(writeSecretReference(id), '');
  return left;
}

const known = new WeakMap<StepDescription, ReadonlyMap<string, StepProperty>>();

/** Properties of a type by what they are called in the document. */
export function propertiesOf(description: StepDescription): ReadonlyMap<string, StepProperty> {
  const held = known.get(description);
  if (held !== undefined) return held;
  const made = new Map<string, StepProperty>();
  for (const one of description.properties) if (one.xml !== null) made.set(one.xml.property, one);
  known.set(description, made);
  return made;
}

function passagesOf(node: NodeDetail, say: Reading): Passage[] {
  const description = describeWritten(node);
  const passages: Passage[] = [
    { place: 'name', label: '', text: node.name },
    { place: 'type', label: '', text: node.kind === 'group' ? '' : say(description?.label ?? node.type) },
    { place: 'description', label: '', text: node.description },
    { place: 'condition', label: '', text: plainConditionText(say, node.condition) },
  ];
  const names: Passage[] = [];
  const properties = description === undefined ? undefined : propertiesOf(description);
  for (const variable of node.variables) {
    const property = properties?.get(variableKey(variable));
    const label = say(property?.label ?? variable.name);
    if (!isHiddenValue(node, variable)) {
      const chosen = property?.choices?.find((one) => one.value.toLowerCase() === variable.value.toLowerCase());
      passages.push({ place: 'value', label, text: withoutReferences(variable.value) });
      const said = chosen === undefined ? variable.value : say(chosen.label);
      if (said !== variable.value) passages.push({ place: 'value', label, text: said });
    }
    names.push({ place: 'variable', label, text: variable.name });
  }
  // Set Task Sequence Variable repeats its value in the command.
  if (!hidesItsValue(node.variables)) passages.push({ place: 'command', label: '', text: node.action });
  // Names of variables come last: what a person wrote says more than what the type always has.
  return [...passages, ...names].filter(({ text }) => text !== '');
}

/** In small letters, each where its large one stood: some would take two places, and what is found would be cut wrongly. */
function fold(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return Array.from(text, (letter) =>
    letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
  ).join('');
}

function index(document: SequenceDocument, row: OutlineRow, say: Reading): Indexed {
  const held = read.get(row);
  if (held?.say === say) return held;
  const passages = passagesOf(document.node(row.id), say);
  const made = { say, passages, all: passages.map(({ text }) => fold(text)).join('\n') };
  read.set(row, made);
  return made;
}

/** So much of a long text is shown around a hit. */
const around = 60;

function excerpt({ place, label, text }: Passage, at: number, length: number): FoundText {
  const from = Math.max(0, at - around);
  const to = Math.min(text.length, at + length + around);
  const clean = (part: string) => part.replaceAll(/\s/g, ' ');
  return {
    place,
    label: label.slice(0, 255),
    before: (from > 0 ? '…' : '') + clean(text.slice(from, at)),
    hit: clean(text.slice(at, at + length)),
    after: clean(text.slice(at + length, to)) + (to < text.length ? '…' : ''),
  };
}

/**
 * Rows that hold a text anywhere a person can read it, without regard to letter case, in document order, each with the
 * first place. An empty text finds nothing and gets the rows ready, so that the next call is quick. Values of secrets
 * are not looked at. Rule DOC-23.
 */
export function findText(document: SequenceDocument, text: string, say: Reading): FoundRow[] {
  const wanted = fold(text.trim());
  return document.rows().flatMap((row) => {
    const { passages, all } = index(document, row, say);
    if (wanted === '' || !all.includes(wanted)) return [];
    for (const passage of passages) {
      const at = fold(passage.text).indexOf(wanted);
      if (at >= 0) return [{ id: row.id, found: excerpt(passage, at, wanted.length) }];
    }
    return [];
  });
}
