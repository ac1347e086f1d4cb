import { expressionTypes, type Condition, type ConditionNode } from '#shared/model/condition';
import type { SequenceModel, SequenceNode, StepVariable } from '#shared/model/sequence';
import { describeStepId } from '#shared/steps/catalog';

let count = 0;

function makeNode(part: Partial<SequenceNode>): SequenceNode {
  count += 1;
  return {
    id: `n${count}`,
    kind: 'step',
    type: '',
    name: `Step ${count}`,
    description: '',
    disabled: false,
    continueOnError: false,
    timeoutSeconds: null,
    runIn: null,
    successCodes: null,
    retryCount: null,
    condition: null,
    variables: [],
    action: '',
    children: [],
    ...part,
  };
}

export function group(name: string, children: SequenceNode[], part: Partial<SequenceNode> = {}): SequenceNode {
  return makeNode({ kind: 'group', name, children, ...part });
}

/** A step of the type with our id, its properties given by their keys. */
export function step(
  id: string,
  properties: Record<string, string> = {},
  part: Partial<SequenceNode> = {},
): SequenceNode {
  const description = describeStepId(id);
  if (description === undefined) throw new Error(`No step type ${id}`);
  const variables: StepVariable[] = Object.entries(properties).map(([key, value]) => {
    const xml = description.properties.find((one) => one.key === key)?.xml;
    if (xml == null) throw new Error(`No property ${key}`);
    return { name: xml.name, property: xml.property, hidden: xml.hidden, value };
  });
  return makeNode({ type: description.type, name: description.newName, variables, ...part });
}

export function setVariable(name: string, value: string, part: Partial<SequenceNode> = {}): SequenceNode {
  return step('set-task-sequence-variable', { variableName: name, variableValue: value }, part);
}

export function command(commandLine: string, part: Partial<SequenceNode> = {}): SequenceNode {
  return step('run-command-line', { commandLine }, part);
}

/** A step that fails at once and for good. */
export function failing(part: Partial<SequenceNode> = {}): SequenceNode {
  return makeNode({ type: 'SMS_TaskSequence_NoSuchAction', name: 'Failing', ...part });
}

export function makeModel(nodes: SequenceNode[], globalVariables: StepVariable[] = []): SequenceModel {
  return { dialect: 'cm', version: '3.10', name: null, description: null, references: [], globalVariables, nodes };
}

export function expression(type: keyof typeof expressionTypes, values: Record<string, string>): ConditionNode {
  const variables = Object.entries(values).map(([name, value]) => ({ name, value }));
  return { kind: 'expression', key: null, type: expressionTypes[type], variables, ignoreQueryFailure: false };
}

/** `name operator value` as a condition of its own. */
export function when(name: string, operator: string, value = ''): Condition {
  return { children: [expression('variable', { Variable: name, Operator: operator, Value: value })] };
}
