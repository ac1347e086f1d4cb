import type { MessageOrText } from '#shared/contract/message-shape';
import type { NodeDetail } from '#shared/model/sequence';
import { findVariable, isTrueText } from '#shared/model/variable';
import { ruleFileKind } from '#shared/model/rule-files';
import type { PropertyConstraint, StepDescription, StepProperty } from '#shared/steps/step-description';

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

/** Page-only properties whose value can be told from the step. */
const told = new Set(['name', 'description', 'timeoutEnabled', 'timeout', 'notify']);

/** True when a rule asks for a choice that only the page of the field has: nothing in the document says how it stands. */
function cannotBeTold(rule: string | undefined, description: StepDescription): boolean {
  if (rule === undefined) return false;
  const [key] = rule.replace(/ is set$/, '').split('=');
  const property = description.properties.find((one) => one.key === (key ?? '').trim());
  return property === undefined || (property.xml === null && !told.has(property.key));
}

const plainRules = new WeakMap<StepDescription, StepDescription>();

/** A description without the rules that cannot be told: such a field is neither needed nor disabled. */
export function withRulesThatCount(description: StepDescription): StepDescription {
  const held = plainRules.get(description);
  if (held !== undefined) return held;
  const properties = description.properties.map((property) => {
    const { requiredWhen, enabledWhen, ...rest } = property.constraint ?? {};
    if (!cannotBeTold(requiredWhen, description) && !cannotBeTold(enabledWhen, description)) return property;
    return { ...property, constraint: rest };
  });
  const made = { ...description, properties };
  plainRules.set(description, made);
  return made;
}

/** A truth value written the way the document writes it: `True`, `TRUE` or `true`. */
export function writeBool(value: boolean, old: string | undefined): string {
  if (old === 'True' || old === 'False') return value ? 'True' : 'False';
  if (old === 'TRUE' || old === 'FALSE') return value ? 'TRUE' : 'FALSE';
  return String(value);
}

export type ReadProperty = (key: string) => string;

export function reader(node: NodeDetail, description: StepDescription): ReadProperty {
  return (key) => {
    const property = description.properties.find((one) => one.key === key);
    return property === undefined ? '' : readValue(node, property);
  };
}

/** `key=value`, `key` (a truth value that is on) or `key is set`. */
export function holds(rule: string, read: ReadProperty): boolean {
  const set = /^(\w+) is set$/.exec(rule);
  if (set !== null) return read(set[1] ?? '') !== '';
  const [key, wanted] = rule.split('=');
  const value = read((key ?? '').trim());
  return wanted === undefined ? isTrueText(value) : value.toLowerCase() === wanted.trim().toLowerCase();
}

/** The property and choice a rule speaks of, in the field's words: what has to be chosen for the field to count. */
export function ruleLabel(rule: string, description: StepDescription): MessageOrText {
  const [key, wanted] = rule.replace(/ is set$/, '').split('=');
  const property = description.properties.find((one) => one.key === (key ?? '').trim());
  const choice = property?.choices?.find((one) => one.value.toLowerCase() === wanted?.trim().toLowerCase());
  return choice?.label ?? property?.label ?? rule;
}

/** What is wrong with a value. `refused` values cannot be kept; the others are kept and shown as a problem. */
export interface ValueProblem {
  readonly key:
    'required' | 'tooLong' | 'longerThanEditor' | 'notANumber' | 'tooSmall' | 'tooLarge' | 'pattern' | 'readOnlyName';
  readonly isRefused: boolean;
  readonly limit: number;
  readonly length: number;
}

function problem(key: ValueProblem['key'], isRefused: boolean, limit = 0, length = 0): ValueProblem {
  return { key, isRefused, limit, length };
}

function checkNumber(value: string, rule: PropertyConstraint): ValueProblem | null {
  if (!/^-?\d{1,10}$/.test(value.trim())) return problem('notANumber', true);
  const number = Number(value);
  if (rule.min !== undefined && number < rule.min) return problem('tooSmall', true, rule.min);
  if (rule.max !== undefined && number > rule.max) return problem('tooLarge', true, rule.max);
  return null;
}

function checkText(value: string, rule: PropertyConstraint): ValueProblem | null {
  const most = rule.maxLengthInClass ?? rule.maxLength;
  if (most !== undefined && value.length > most) return problem('tooLong', true, most, value.length);
  if (rule.pattern !== undefined && !new RegExp(rule.pattern).test(value)) {
    return problem(value.startsWith('_') ? 'readOnlyName' : 'pattern', true);
  }
  if (rule.maxLength !== undefined && value.length > rule.maxLength) {
    return problem('longerThanEditor', false, rule.maxLength, value.length);
  }
  return null;
}

/** Checks a value against its description. Numbers in the units of the field; lengths in characters. */
export function checkValue(
  property: Pick<StepProperty, 'kind' | 'default' | 'constraint'>,
  value: string,
  isRequired: boolean,
): ValueProblem | null {
  const rule: PropertyConstraint = property.constraint ?? {};
  if (value.trim() === '') {
    // A number that a new step does not have may be left out again.
    if (property.kind === 'int' && (isRequired || property.default !== null)) return problem('notANumber', true);
    return isRequired ? problem('required', false) : null;
  }
  return property.kind === 'int' ? checkNumber(value, rule) : checkText(value, rule);
}

/** The tool's package is needed where the vendor's tool does the work; here our own rules do, so an empty one is no problem. */
const notNeededHere = new Set(['usmtPackageId', 'usmtRestorePackageId']);

export function isRequired(property: StepProperty, read: ReadProperty): boolean {
  if (notNeededHere.has(property.key)) return false;
  const rule = property.constraint;
  if (rule?.required === true) return true;
  return rule?.requiredWhen !== undefined && holds(rule.requiredWhen, read);
}

/** A field that is needed only with a choice counts only with it: the field greys it out as well. */
export function isEnabled(property: StepProperty, read: ReadProperty): boolean {
  const rule = property.constraint?.enabledWhen ?? property.constraint?.requiredWhen;
  return rule === undefined || holds(rule, read);
}

export type FileRefusal = 'empty' | 'comma' | 'config' | 'twice' | null;

/** `config.xml` cannot stand here: the documents of the field say so; it goes into the additional options. */
export function checkFile(name: string, files: readonly string[]): FileRefusal {
  const wanted = name.trim().toLowerCase();
  if (wanted === '') return 'empty';
  if (wanted.includes(',')) return 'comma';
  if (ruleFileKind(wanted) === 'configuration') return 'config';
  return files.some((one) => one.toLowerCase() === wanted) ? 'twice' : null;
}
