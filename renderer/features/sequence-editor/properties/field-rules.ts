import type { MessageOrText } from '#shared/contract/message-shape';
import type { Edit } from '#shared/model/edit';
import type { NodeDetail } from '#shared/model/sequence';
import { findVariable, isTrueText } from '#shared/model/variable';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';

/** Reads a property of a step as text: what the document has, else what the description says a missing one means. */
export function readValue(node: NodeDetail, property: StepProperty): string {
  const virtual = readVirtual(node, property);
  if (virtual !== undefined) return virtual;
  const stored = storedValue(node, property);
  if (stored !== undefined) return stored;
  const { default: fallback } = property;
  return fallback === null || typeof fallback === 'object' ? '' : String(fallback);
}

export function storedValue(node: NodeDetail, property: StepProperty): string | undefined {
  const { xml } = property;
  if (xml === null) return undefined;
  return node.elsewhere?.[xml.property] ?? findVariable(node.variables, xml.property)?.value;
}

/** Properties that have no variable of their own: they stand in attributes or are derived from another property. */
function readVirtual(node: NodeDetail, property: StepProperty): string | undefined {
  if (property.xml !== null) return undefined;
  switch (property.key) {
    case 'name':
      return node.name;
    case 'description':
      return node.description;
    case 'timeoutEnabled':
      return String(node.timeoutSeconds !== null);
    case 'timeout':
      return node.timeoutSeconds === null ? '' : String(Math.round(node.timeoutSeconds / 60));
    case 'notify':
      return String(findVariable(node.variables, 'MessageTimeout')?.value !== '0');
    default:
      return undefined;
  }
}

/** A truth value written the way the document writes it: `True`, `TRUE` or `true`. */
export function writeBool(value: boolean, old: string | undefined): string {
  if (old === 'True' || old === 'False') return value ? 'True' : 'False';
  if (old === 'TRUE' || old === 'FALSE') return value ? 'TRUE' : 'FALSE';
  return String(value);
}

export type ReadProperty = (key: string) => string;

/** What was chosen on the page and nothing in the document says, by key; see `derived` of a description. */
export type PageChoices = (key: string) => string | undefined;

export const noChoices: PageChoices = () => undefined;

const isSet = (node: NodeDetail, property: StepProperty | undefined): boolean =>
  property !== undefined && (storedValue(node, property) ?? '').trim() !== '';

/** The choice that the values of a step say; what was chosen on the page counts while none of them says anything. */
function readDerived(
  node: NodeDetail,
  description: StepDescription,
  property: StepProperty,
  chosen: PageChoices,
): string {
  const find = (key: string) => description.properties.find((one) => one.key === key);
  const said = Object.entries(property.derived ?? {}).find(([, keys]) => keys.some((key) => isSet(node, find(key))));
  return said?.[0] ?? chosen(property.key) ?? String(property.default);
}

export function reader(node: NodeDetail, description: StepDescription, chosen: PageChoices = noChoices): ReadProperty {
  return (key) => {
    const property = description.properties.find((one) => one.key === key);
    if (property === undefined) return '';
    return property.derived === undefined
      ? readValue(node, property)
      : readDerived(node, description, property, chosen);
  };
}

/** The properties that say other choices than this one. */
export function otherProperties(
  description: StepDescription,
  { derived = {} }: StepProperty,
  value: string,
): StepProperty[] {
  const kept = derived[value] ?? [];
  const others = Object.values(derived)
    .flat()
    .filter((key) => !kept.includes(key));
  return description.properties.filter((one) => others.includes(one.key));
}

/** The edits that make a derived choice: the values that say another one go. */
export function makeChoice(
  node: NodeDetail,
  description: StepDescription,
  property: StepProperty,
  value: string,
): Edit[] {
  return otherProperties(description, property, value)
    .filter((one) => isSet(node, one))
    .flatMap(({ xml, default: fallback }): Edit[] =>
      xml === null
        ? []
        : // What a new step has as an empty value stays one; anything else is left out again.
          [{ kind: 'setVariable', id: node.id, property: xml.property, value: fallback === '' ? '' : null }],
    );
}

interface Rule {
  readonly key: string;
  /** Null: it is enough that the property is set, or on. */
  readonly values: readonly string[] | null;
  readonly isSetRule: boolean;
}

/** Reads `key=value`, `key in (a,b)`, `key is set` or `key`. */
function readRule(rule: string): Rule {
  const [, set] = /^(\w+) is set$/.exec(rule) ?? [];
  if (set !== undefined) return { key: set, values: null, isSetRule: true };
  const [, of, list] = /^(\w+) in \(([^)]*)\)$/.exec(rule) ?? [];
  if (of !== undefined) return { key: of, values: (list ?? '').split(',').map((one) => one.trim()), isSetRule: false };
  const [key = '', value] = rule.split('=');
  return { key: key.trim(), values: value === undefined ? null : [value.trim()], isSetRule: false };
}

/** True while a rule of a description holds: `key=value`, `key in (a,b)`, `key is set`, or `key` (a truth value that is on). */
export function holds(rule: string, read: ReadProperty): boolean {
  const { key, values, isSetRule } = readRule(rule);
  const value = read(key);
  if (isSetRule) return value.trim() !== '';
  if (values === null) return isTrueText(value);
  return values.some((one) => one.toLowerCase() === value.toLowerCase());
}

/** The property and choices a rule speaks of, in the field's words: what has to be chosen for the field to count. */
export function ruleLabels(rule: string, description: StepDescription): MessageOrText[] {
  const { key, values } = readRule(rule);
  const property = description.properties.find((one) => one.key === key);
  const choices = (values ?? []).flatMap(
    (value) => property?.choices?.find((one) => one.value.toLowerCase() === value.toLowerCase())?.label ?? [],
  );
  return choices.length > 0 ? choices : [property?.label ?? rule];
}

/** The tool's package is needed where the vendor's tool does the work; here our own rules do, so an empty one is no problem. */
const notNeededHere = new Set(['usmtPackageId', 'usmtRestorePackageId']);

function isRequired(property: StepProperty, read: ReadProperty): boolean {
  if (notNeededHere.has(property.key)) return false;
  const rule = property.constraint;
  if (rule?.required === true) return true;
  return rule?.requiredWhen !== undefined && holds(rule.requiredWhen, read);
}

/** Why a field does not count as things stand: it needs something (`only`), or something takes its place (`without`). */
export interface OffReason {
  readonly how: 'only' | 'without';
  readonly rule: string;
}

/** Why a property does not count as things stand; null when it does. One that is needed only with a choice counts only with it. */
function whyOff(property: StepProperty, read: ReadProperty): OffReason | null {
  const rule = property.constraint;
  if (rule === undefined) return null;
  const needed = rule.enabledWhen ?? rule.requiredWhen;
  if (needed !== undefined && !holds(needed, read)) return { how: 'only', rule: needed };
  const instead = rule.exclusiveWith === undefined ? undefined : `${rule.exclusiveWith} is set`;
  const against = [rule.notWith, rule.ignoredWhen, instead].find((one) => one !== undefined && holds(one, read));
  return against === undefined ? null : { how: 'without', rule: against };
}

/** How a field counts as things stand. */
interface FieldStanding {
  /** What its own rule says against it. */
  readonly off: OffReason | null;
  /** It does not count: for its own rule, or for what it stands under. */
  readonly isOff: boolean;
  readonly isRequired: boolean;
}

/** Whether a field counts and has to be filled in: one rule for its page and for the problems. */
export function fieldStanding(property: StepProperty, read: ReadProperty, isUnderOff: boolean): FieldStanding {
  const off = whyOff(property, read);
  const isOff = off !== null || isUnderOff;
  return { off, isOff, isRequired: !isOff && isRequired(property, read) };
}
