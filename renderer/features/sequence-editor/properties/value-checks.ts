import { ruleFileKind } from '#shared/model/rule-files';
import { checkVariableName, variableNameMost } from '#shared/model/variable-name';
import { hasVariable, namesInText } from '#shared/model/variable-references';
import type { PropertyConstraint, StepProperty } from '#shared/steps/step-description';
import { firstBadPart, readDriveLimits } from './value-forms.ts';

/** What is wrong with a value. `refused` values cannot be kept; the others are kept and shown as a problem. */
export interface ValueProblem {
  readonly key:
    | 'required'
    | 'tooLong'
    | 'longerThanEditor'
    | 'notANumber'
    | 'tooSmall'
    | 'tooLarge'
    | 'pattern'
    | 'patternOther'
    | 'nameWithDigit'
    | 'readOnlyName'
    | 'codes'
    | 'version'
    | 'clientVersion'
    | 'languageNumber'
    | 'ouStart'
    | 'ouPart'
    | 'share'
    | 'imageFile'
    | 'drive'
    | 'driveRange'
    | 'account'
    | 'productKey'
    | 'pin';
  readonly isRefused: boolean;
  readonly limit: number;
  readonly length: number;
  /** The part of the value that is wrong, and where it stands: counted from 1. */
  readonly part?: string;
  readonly place?: number;
}

function problem(key: ValueProblem['key'], isRefused: boolean, limit = 0, length = 0): ValueProblem {
  return { key, isRefused, limit, length };
}

function atPlace(key: ValueProblem['key'], isRefused: boolean, part: string, place = 0): ValueProblem {
  return { key, isRefused, limit: 0, length: 0, part, place };
}

function checkNumber(value: string, rule: PropertyConstraint): ValueProblem | null {
  if (!/^-?\d{1,10}$/.test(value.trim())) return problem('notANumber', true);
  const number = Number(value);
  if (rule.min !== undefined && number < rule.min) return problem('tooSmall', true, rule.min);
  if (rule.max !== undefined && number > rule.max) return problem('tooLarge', true, rule.max);
  return null;
}

/** What a value that breaks the pattern of its property is told: the form that it must have. */
function patternKey(property: CheckedProperty): ValueProblem['key'] {
  const format = property.constraint?.format;
  if (format === 'productKey' || format === 'pin') return format;
  return 'patternOther';
}

/**
 * The name of a variable. What another one gives is known only when the step runs; where the field itself asks for a form
 * it must be a name as it is. The page of the field asks for a letter first, and its engine does not: there are sequences
 * with names that begin with a digit.
 */
function checkName(value: string, { constraint, reads = false }: CheckedProperty): ValueProblem | null {
  if (constraint?.pattern === undefined && namesInText(value).length > 0) return null;
  const found = checkVariableName(value, reads ? 'read' : 'set');
  switch (found) {
    case null:
      return null;
    case 'too-long':
      return problem('tooLong', true, variableNameMost, value.length);
    case 'begins-with-digit':
      return problem('nameWithDigit', false);
    case 'read-only':
      return problem('readOnlyName', true);
    case 'characters':
      return problem('pattern', true);
  }
}

function checkText(value: string, property: CheckedProperty): ValueProblem | null {
  const rule = property.constraint ?? {};
  const most = rule.maxLengthInClass ?? rule.maxLength;
  if (most !== undefined && value.length > most) return problem('tooLong', true, most, value.length);
  if (property.kind === 'variableName') return checkName(value, property);
  // A key is the same key in small letters.
  const flags = rule.format === 'productKey' ? 'i' : '';
  if (rule.pattern !== undefined && !new RegExp(rule.pattern, flags).test(value)) {
    return problem(patternKey(property), true);
  }
  if (rule.maxLength !== undefined && value.length > rule.maxLength) {
    return problem('longerThanEditor', false, rule.maxLength, value.length);
  }
  return null;
}

/** Exit codes with one blank between them; the first that is none is named with its place. */
export function checkCodes(value: string): ValueProblem | null {
  const parts = value.trim().split(/\s+/);
  const at = parts.findIndex((one) => !/^-?\d{1,10}$/.test(one));
  return at === -1 ? null : atPlace('codes', true, parts[at] ?? '', at + 1);
}

function checkDrive(value: string, rule: PropertyConstraint): ValueProblem | null {
  const letter = /^([A-Za-z]):?$/.exec(value.trim())?.[1]?.toUpperCase();
  if (letter === undefined) return atPlace('drive', false, value.trim());
  const { first, last, without } = readDriveLimits(rule);
  const isAllowed = letter >= first && letter <= last && !without.includes(letter);
  return isAllowed ? null : atPlace('driveRange', false, `${letter}:`);
}

function checkOrganizationalUnit(value: string): ValueProblem | null {
  if (!/^LDAP:\/\//i.test(value)) return problem('ouStart', false);
  const bad = firstBadPart(value.slice('LDAP://'.length));
  return bad === null ? null : atPlace('ouPart', false, bad.part, bad.place);
}

function checkAccount(value: string): ValueProblem | null {
  const parts = value.split('\\');
  return parts.length > 2 || parts.some((one) => one.trim() === '') ? problem('account', false) : null;
}

/** An empty mask that the field's own editor writes: points and blanks. */
const isEmptyMask = (value: string): boolean => /^[\s.]*$/.test(value);

/** The form that a kind of value has. Kept all the same: the engine may know more than we do, and variables are filled in there. */
function checkForm(value: string, property: CheckedProperty): ValueProblem | null {
  const { kind, constraint: rule = {} } = property;
  if (kind === 'intList') return checkCodes(value);
  // What a variable gives is known only when the step runs.
  if (hasVariable(value)) return null;
  switch (kind) {
    case 'version': {
      if (isEmptyMask(value)) return null;
      const isClient = rule.format?.startsWith('n.') === true;
      const form = isClient ? /^\d{1,2}\.\d{1,2}\.\d{1,5}\.\d{1,5}$/ : /^\d{1,3}\.\d{1,3}\.\d{1,6}$/;
      return form.test(value.trim()) ? null : problem(isClient ? 'clientVersion' : 'version', false);
    }
    case 'lcid':
      return /^\d{1,6}$/.test(value.trim()) ? null : problem('languageNumber', false);
    case 'drive':
      return checkDrive(value, rule);
    case 'account':
      return checkAccount(value);
    case 'path':
      if (rule.format === undefined) return null;
      if (!/^\\\\[^\\/]+\\[^\\/]+/.test(value)) return problem('share', false);
      return rule.format.endsWith('.wim') && !/\\[^\\/]+\.wim$/i.test(value) ? problem('imageFile', false) : null;
    default:
      return rule.format?.startsWith('LDAP:') === true ? checkOrganizationalUnit(value) : null;
  }
}

/** What a step cannot be run with; another form may be known to the engine, or come of an older editor. */
const errors: ReadonlySet<ValueProblem['key']> = new Set(['required', 'tooLong', 'notANumber', 'tooSmall', 'tooLarge']);

/** How grave it is that the sequence has such a value: the same at its field, in the tree and in the list of problems. */
export function levelOfValue({ key }: ValueProblem): 'error' | 'warning' {
  return errors.has(key) ? 'error' : 'warning';
}

type CheckedProperty = Pick<StepProperty, 'kind' | 'default' | 'constraint' | 'reads'>;

/** Checks a value against its description. Numbers in the units of the field; lengths in characters. */
export function checkValue(property: CheckedProperty, value: string, isRequired: boolean): ValueProblem | null {
  if (value.trim() === '') {
    if (property.kind === 'intList') return problem('codes', true);
    const isNumber = property.kind === 'int';
    if (isRequired) return problem('required', isNumber);
    // A number that a new step does not have may be left out again.
    return isNumber && property.default !== null ? problem('notANumber', true) : null;
  }
  if (property.kind === 'int') return checkNumber(value, property.constraint ?? {});
  return checkText(value, property) ?? checkForm(value, property);
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
