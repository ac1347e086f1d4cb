import type { Message, MessageOrText } from '#shared/contract/message-shape';
import { readConditionTest } from '#shared/model/conditions/condition-kinds';
import { isUsualNamespace } from '#shared/model/conditions/query-condition';
import { isOddName } from '#shared/model/conditions/variable-condition';
import { checkRuleName, type DynamicRules, isIncompleteTest, type RuleTest } from '#shared/model/dynamic-rules';
import type { QueryProblem } from '#shared/model/query-problem';
import { readScript } from '#shared/model/script-text';
import { hasReferenceForm, referenceFormOf } from '#shared/model/reference';
import type { NodeDetail } from '#shared/model/sequence';
import { checkVariableName, type VariableNameProblem } from '#shared/model/variable-name';
import { namesInText } from '#shared/model/variable-references';
import { describeNode } from '#shared/steps/catalog';
import { isReferenceId, referenceKindsOf, splitReferences } from '#shared/steps/references';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { adapterShape, readAdapter } from '#shared/steps/tables/adapters';
import { layOutDisk, type PartitionProblem } from '#shared/steps/tables/disk-layout';
import { isBare, type Partition, partitionShape, readPartition, styleOf } from '#shared/steps/tables/partitions';
import { readTable, type StepTable, type TableProblem, type TableShape } from '#shared/steps/tables/step-table';
import { describeWritten } from '#shared/steps/written-description';
import { listLines } from '../options/condition-edit.ts';
import { countedFields } from '../properties/counted-fields.ts';
import { noChoices, type PageChoices, readValue } from '../properties/field-rules.ts';
import { type AdapterWarning, warningsOf } from '../properties/parts/adapter-words.ts';
import { checkValue, type ValueProblem } from '../properties/value-checks.ts';

/** What a page says of what its step holds, as the list of problems has it too. */
export type StepWarning =
  | { readonly kind: 'value'; readonly property: StepProperty; readonly found: ValueProblem }
  | {
      readonly kind: 'partition';
      readonly problem: PartitionProblem;
      readonly partitions: readonly Partition[];
      readonly diskMb: number;
    }
  | { readonly kind: 'no-partitions' }
  | { readonly kind: 'adapter'; readonly adapter: AdapterWarning }
  | { readonly kind: 'table'; readonly problem: TableProblem }
  | { readonly kind: 'rules'; readonly reason: Message }
  /** A rule that can never hold, by its number. */
  | { readonly kind: 'rule-incomplete'; readonly number: number; readonly test: RuleTest['kind'] }
  /** The name of a variable in a rule, a partition or a condition, by the number of that. */
  | {
      readonly kind: 'rule-name' | 'condition-name' | 'partition-name';
      readonly number: number;
      readonly name: string;
      readonly found: VariableNameProblem | 'missing';
    }
  /** An ID that has not the form which such things have. */
  | { readonly kind: 'reference-form'; readonly property: StepProperty; readonly id: string }
  | { readonly kind: 'script'; readonly why: 'base64' | 'characters' }
  | {
      /** A condition, by the number of its line. */
      readonly kind: 'query';
      readonly number: number;
      readonly text: string;
      readonly problem: QueryProblem;
    };

/** A warning with the names by which its place is found on the page of the step. */
export interface PlacedWarning {
  readonly warning: StepWarning;
  readonly field: readonly MessageOrText[];
}

const namesOf = ({ label, xml }: StepProperty): readonly MessageOrText[] => [
  label,
  ...(xml === null ? [] : [xml.name]),
];

/** What only the page shows, in the words of which its table is found. */
const tableNames = {
  partitions: [{ say: 'sequence-editor:partitions.label' }],
  adapters: [{ say: 'sequence-editor:adapters.label' }],
} as const;

const conditionList = [{ say: 'sequence-editor:conditions.list' }] as const;

/** Values that break a limit or have another form. What is only missing is a problem of its own. */
function valueWarnings(node: NodeDetail, chosen: PageChoices): PlacedWarning[] {
  const description = describeWritten(node);
  if (description === undefined) return [];
  return countedFields(node, description, chosen).flatMap(({ property, isField }) => {
    if (!isField || property.kind === 'bool' || property.secret === true || property.derived !== undefined) return [];
    const found = checkValue(property, readValue(node, property), false);
    return found === null ? [] : [{ warning: { kind: 'value', property, found }, field: namesOf(property) }];
  });
}

/** IDs of another form than the things have that a field asks for. */
function formWarnings(node: NodeDetail, chosen: PageChoices): PlacedWarning[] {
  const description = describeWritten(node);
  if (description === undefined) return [];
  return countedFields(node, description, chosen).flatMap(({ property }): PlacedWarning[] => {
    const kinds = referenceKindsOf(property);
    if (kinds.length === 0 || property.shown === false) return [];
    const ids = splitReferences(readValue(node, property));
    return [...new Set(ids)]
      .filter((id) => isReferenceId(id) && !hasReferenceForm(id, referenceFormOf(kinds)))
      .map((id) => ({ warning: { kind: 'reference-form', property, id }, field: namesOf(property) }));
  });
}

function has(description: StepDescription, { array, name }: TableShape): boolean {
  return description.properties.some(({ xml }) => xml?.property === array && xml.name === name);
}

const oddOf = ({ problems }: StepTable, field: readonly MessageOrText[]): PlacedWarning[] =>
  problems.map((problem) => ({ warning: { kind: 'table', problem }, field }));

function tableWarnings(node: NodeDetail, description: StepDescription, diskMb: number): PlacedWarning[] {
  const found: PlacedWarning[] = [];
  if (has(description, partitionShape)) {
    const table = readTable(partitionShape, node.variables);
    const partitions = table.rows.map(readPartition);
    const field = tableNames.partitions;
    if (partitions.length === 0) found.push({ warning: { kind: 'no-partitions' }, field });
    for (const problem of layOutDisk(partitions, diskMb, styleOf(node.variables)).problems)
      found.push({ warning: { kind: 'partition', problem, partitions, diskMb }, field });
    found.push(...partitionNames(partitions).map((warning) => ({ warning, field })));
    found.push(...oddOf(table, field));
  }
  if (has(description, adapterShape)) {
    const table = readTable(adapterShape, node.variables);
    const field = tableNames.adapters;
    for (const adapter of warningsOf(table.rows.map(readAdapter)))
      found.push({ warning: { kind: 'adapter', adapter }, field });
    found.push(...oddOf(table, field));
  }
  return found;
}

function textWarnings(node: NodeDetail, description: StepDescription, chosen: PageChoices): PlacedWarning[] {
  const found: PlacedWarning[] = [];
  const { dynamicRules } = node;
  for (const { property } of countedFields(node, description, chosen)) {
    if (property.kind === 'script') {
      const script = readScript(readValue(node, property));
      if (script.state === 'unreadable')
        found.push({ warning: { kind: 'script', why: script.why }, field: namesOf(property) });
    }
    if (property.key === 'rules' && dynamicRules !== undefined)
      found.push(...ruleWarnings(dynamicRules).map((warning) => ({ warning, field: rulesField(property) })));
  }
  return found;
}

/** Rules that cannot be read are found by their property, others by their list. */
const rulesField = (property: StepProperty) => [{ say: 'sequence-editor:rules.list' }, ...namesOf(property)];

function ruleWarnings(rules: DynamicRules): StepWarning[] {
  if (rules.state === 'unreadable') return [{ kind: 'rules', reason: rules.reason }];
  return rules.rules.flatMap(({ test, variables }, index): StepWarning[] => {
    const number = index + 1;
    const odd = (name: string, found: VariableNameProblem | 'missing' | null): StepWarning[] =>
      found === null ? [] : [{ kind: 'rule-name', number, name, found }];
    const asked = test.kind === 'variable' && isOddName(test.variable) ? test.variable : null;
    return [
      ...(isIncompleteTest(test) ? [{ kind: 'rule-incomplete' as const, number, test: test.kind }] : []),
      ...(asked === null ? [] : odd(asked, 'characters')),
      ...variables.flatMap(({ name }) => odd(name, checkRuleName(name))),
    ];
  });
}

/** Conditions that ask for a variable by a name that none can have. */
function conditionWarnings({ condition }: NodeDetail): PlacedWarning[] {
  return listLines(condition).flatMap(({ node }, index): PlacedWarning[] => {
    const test = readConditionTest(node);
    if (test?.kind !== 'variable' || !isOddName(test.variable)) return [];
    const warning = { kind: 'condition-name', number: index + 1, name: test.variable, found: 'characters' } as const;
    return [{ warning, field: conditionList }];
  });
}

function partitionNames(partitions: readonly Partition[]): StepWarning[] {
  return partitions.flatMap(({ variable, type }, index): StepWarning[] => {
    const name = variable.trim();
    const isNone = name === '' || isBare(type) || namesInText(name).length > 0;
    const found = isNone ? null : checkVariableName(name, 'set');
    return found === null ? [] : [{ kind: 'partition-name', number: index + 1, name, found }];
  });
}

/**
 * All warnings of the page of a step; its partitions are laid out on a disk of so many MB, and `chosen` are the choices
 * that only the page has.
 */
export function stepWarnings(node: NodeDetail, diskMb: number, chosen: PageChoices = noChoices): PlacedWarning[] {
  const description = describeNode(node);
  if (description === undefined || node.kind === 'group') return conditionWarnings(node);
  return [
    ...conditionWarnings(node),
    ...valueWarnings(node, chosen),
    ...formWarnings(node, chosen),
    ...tableWarnings(node, description, diskMb),
    ...textWarnings(node, description, chosen),
  ];
}

/** True when the size of the disk has a say in the warnings of a step. */
export function dependsOnDisk(node: NodeDetail): boolean {
  const description = describeNode(node);
  return description !== undefined && has(description, partitionShape);
}

/** A text of a WMI condition that can be wrong, with the number of its line. */
export interface WrittenQuery {
  readonly number: number;
  readonly what: 'query' | 'namespace';
  readonly text: string;
}

/** What the WMI conditions of a step ask, without what is empty: that is said as missing where it is edited. */
export function writtenQueries({ condition }: NodeDetail): WrittenQuery[] {
  return listLines(condition).flatMap(({ node }, index): WrittenQuery[] => {
    const test = readConditionTest(node);
    if (test?.kind !== 'query') return [];
    const number = index + 1;
    return [
      ...(isUsualNamespace(test.namespace) ? [] : [{ number, what: 'namespace' as const, text: test.namespace }]),
      ...(test.query.trim() === '' ? [] : [{ number, what: 'query' as const, text: test.query }]),
    ];
  });
}

/** A condition that cannot be read; it stands on the Options tab. */
export function queryWarning({ number, text }: WrittenQuery, problem: QueryProblem): PlacedWarning {
  return {
    warning: { kind: 'query', number, text, problem },
    field: conditionList,
  };
}
