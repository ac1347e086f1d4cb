import { z } from 'zod';

/** Operators of the field: All, Any and None in the editor. */
export const ConditionOperator = z.enum(['and', 'or', 'not']);
export type ConditionOperator = z.infer<typeof ConditionOperator>;

/**
 * Where a node of a condition was read from: the positions from the `condition` element down, joined by dots
 * (`0`, `2.1`). A node that is sent back with its key and unchanged values keeps its source text byte for byte.
 * New nodes have null.
 */
export const ConditionKey = z
  .string()
  .regex(/^\d+(\.\d+)*$/)
  .max(400)
  .nullable();

/** A named value of an expression; compared by name, never by position. */
export const ConditionVariable = z.strictObject({ name: z.string().max(256), value: z.string().max(100_000) });
export type ConditionVariable = z.infer<typeof ConditionVariable>;

/** One test. `type` is the class of the field, for instance `SMS_TaskSequence_VariableConditionExpression`. */
export const ConditionExpression = z.strictObject({
  kind: z.literal('expression'),
  key: ConditionKey,
  type: z.string().max(256),
  variables: z.array(ConditionVariable).max(64),
  ignoreQueryFailure: z.boolean(),
});
export type ConditionExpression = z.infer<typeof ConditionExpression>;

/** One platform of an operating system condition: all of its expressions must hold. */
export const OsPlatform = z.strictObject({
  name: z.string().max(1000),
  operator: z.string().max(16),
  /** Attributes of `platformKey` (arch, type, minVer, maxVer), as written. */
  platform: z.array(ConditionVariable).max(16),
  expressions: z.array(ConditionExpression).max(500),
});
export type OsPlatform = z.infer<typeof OsPlatform>;

/** "Operating System Version": true when any of the platforms matches. */
export const OsConditionGroup = z.strictObject({
  kind: z.literal('osConditionGroup'),
  key: ConditionKey,
  operator: z.string().max(16),
  platforms: z.array(OsPlatform).max(500),
});
export type OsConditionGroup = z.infer<typeof OsConditionGroup>;

/** Something we do not understand; `raw` is its text and is kept as it is. */
export const UnknownCondition = z.strictObject({
  kind: z.literal('unknown'),
  key: ConditionKey,
  element: z.string().max(256),
  raw: z.string().max(1_000_000),
});
export type UnknownCondition = z.infer<typeof UnknownCondition>;

/** All, Any or None of its children. */
export interface ConditionGroup {
  kind: 'operator';
  key: string | null;
  operator: ConditionOperator;
  children: ConditionNode[];
}

export type ConditionNode = ConditionGroup | ConditionExpression | OsConditionGroup | UnknownCondition;

export const ConditionGroup: z.ZodType<ConditionGroup> = z.lazy(() =>
  z.strictObject({
    kind: z.literal('operator'),
    key: ConditionKey,
    operator: ConditionOperator,
    children: z.array(ConditionNode).max(1000),
  }),
);

export const ConditionNode: z.ZodType<ConditionNode> = z.lazy(() =>
  z.union([ConditionGroup, ConditionExpression, OsConditionGroup, UnknownCondition]),
);

/** The condition of one node of a sequence. Its children are combined with "and"; none at all is true. */
export const Condition = z.strictObject({ children: z.array(ConditionNode).max(1000) });
export type Condition = z.infer<typeof Condition>;

/** The expression classes of the field. */
export const expressionTypes = {
  variable: 'SMS_TaskSequence_VariableConditionExpression',
  wmi: 'SMS_TaskSequence_WMIConditionExpression',
  file: 'SMS_TaskSequence_FileConditionExpression',
  folder: 'SMS_TaskSequence_FolderConditionExpression',
  registry: 'SMS_TaskSequence_RegistryConditionExpression',
  operatingSystem: 'SMS_TaskSequence_OSConditionExpression',
  software: 'SMS_TaskSequence_SoftwareConditionExpression',
  makeModel: 'SMS_TaskSequence_MakeModelConditionExpression',
  computer: 'SMS_TaskSequence_ComputerConditionExpression',
} as const;

/** The value of a variable of an expression by name (exact, then without regard to case), or undefined. */
export function expressionValue(expression: ConditionExpression, name: string): string | undefined {
  const exact = expression.variables.find((variable) => variable.name === name);
  if (exact !== undefined) return exact.value;
  const lower = name.toLowerCase();
  return expression.variables.find((variable) => variable.name.toLowerCase() === lower)?.value;
}

const comparisons: Readonly<Record<string, string>> = {
  equals: 'equals',
  notequals: 'does not equal',
  greater: 'is greater than',
  greaterequal: 'is greater than or equals',
  less: 'is less than',
  lessequal: 'is less than or equals',
  like: 'is like',
  notlike: 'is not like',
};

function compare(operator: string, value: string): string {
  const lower = operator.toLowerCase();
  if (lower === 'exists') return 'exists';
  if (lower === 'notexists') return 'does not exist';
  return `${comparisons[lower] ?? operator} "${value}"`;
}

/** CIM date and time (`yyyyMMddHHmmss…`, UTC) in a readable form; other texts stay. */
function readableTime(text: string): string {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text);
  if (parts === null) return text;
  const [, year, month, day, hour, minute, second] = parts;
  return `${year ?? ''}-${month ?? ''}-${day ?? ''} ${hour ?? ''}:${minute ?? ''}:${second ?? ''} UTC`;
}

/** The editor recognises the language condition by the text of its query (conditions of the field). */
const languageQuery =
  /^\s*select\s+oslanguage\s+from\s+win32_operatingsystem\s+where\s+oslanguage\s*=\s*'?(\d+)'?\s*$/i;

function describeItem(kind: 'File' | 'Folder', read: (name: string) => string): string {
  const parts = [`${kind} "${read('Path')}" exists`];
  if (read('Version') !== '') parts.push(`its version ${compare(read('VersionOperator'), read('Version'))}`);
  if (read('DateTime') !== '')
    parts.push(`its timestamp ${compare(read('DateTimeOperator'), readableTime(read('DateTime')))}`);
  return parts.join(' and ');
}

function describeRegistry(read: (name: string) => string): string {
  const name = read('Value') === '' ? '(Default)' : read('Value');
  const operator = read('Operator');
  const isPresence = /^(not)?exists$/i.test(operator);
  const type = isPresence && read('Type') !== '' ? ` (${read('Type')})` : '';
  return `Registry value "${read('KeyPath')}\\${name}"${type} ${compare(operator, read('Data'))}`;
}

function describeFilled(
  read: (name: string) => string,
  labels: readonly (readonly [string, string])[],
  join: string,
): string {
  const filled = labels.filter(([name]) => read(name) !== '').map(([name, label]) => `${label} is "${read(name)}"`);
  return filled.length === 0 ? 'Nothing to compare' : filled.join(join);
}

/** One test in words. */
export function describeExpression(expression: ConditionExpression): string {
  const read = (name: string): string => expressionValue(expression, name) ?? '';
  switch (expression.type) {
    case expressionTypes.variable:
      return `Task sequence variable ${read('Variable')} ${compare(read('Operator'), read('Value'))}`;
    case expressionTypes.wmi: {
      const language = languageQuery.exec(read('Query'))?.[1];
      if (language !== undefined) return `Operating system language is ${language}`;
      return `WMI query in ${read('Namespace')} returns a result: ${read('Query')}`;
    }
    case expressionTypes.file:
      return describeItem('File', read);
    case expressionTypes.folder:
      return describeItem('Folder', read);
    case expressionTypes.registry:
      return describeRegistry(read);
    case expressionTypes.operatingSystem: {
      const architecture = read('Architecture') === '' ? '' : ` ${read('Architecture')}`;
      return `Operating system version${architecture} ${compare(read('Operator'), read('Version'))}`;
    }
    case expressionTypes.software: {
      const product = read('ProductName') === '' ? read('ProductCode') : read('ProductName');
      return read('Operator').toLowerCase() === 'anyversion'
        ? `Any version of "${product}" is installed`
        : `"${product}" ${read('Version')} is installed`.replace('"  is', '" is');
    }
    case expressionTypes.makeModel:
      return describeFilled(
        read,
        [
          ['Make', 'Make'],
          ['Model', 'Model'],
        ],
        ' and ',
      );
    case expressionTypes.computer:
      return describeFilled(
        read,
        [
          ['AssetTag', 'Asset tag'],
          ['MACAddress', 'MAC address'],
          ['SerialNumber', 'Serial number'],
          ['UUID', 'UUID'],
        ],
        ' or ',
      );
    default:
      return `Unknown condition of type ${expression.type}`;
  }
}
