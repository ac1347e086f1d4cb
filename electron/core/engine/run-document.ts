import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import type { PackageId, RunId } from '#shared/model/ids';
import { readSecretReference } from '#shared/model/secret-reference';
import { SequenceModel, type SequenceNode } from '#shared/model/sequence';
import { variableKey } from '#shared/model/variable';
import { describeStepType } from '#shared/steps/catalog';
import { runCommandLine } from '#shared/steps/run-command-line';
import { isHiddenValue } from '#shared/steps/secrets';
import type { Secrets } from './ports.ts';
import { toolkitRoots } from './steps/not-here.ts';

/** Version of the engine's rules and of the document below; a run of another version is not resumed. */
export const ENGINE_VERSION = 1;

const RunDocument = z.strictObject({ version: z.literal(ENGINE_VERSION), model: SequenceModel });

const commandKey = runCommandLine.source.properties[0].xml.property;

/** A secret of a step: as the sequence has it, the value itself or what names the sealed one. */
export interface StepSecret {
  readonly nodeId: string;
  readonly property: string;
  readonly text: string;
}

/** Where the secret of a step is sealed for one run. */
export function stepSecretKey(runId: RunId, nodeId: string, property: string): string {
  return `run/${runId}/step/${nodeId}/${property}`;
}

/**
 * Takes what must stay hidden out of a sequence before it is kept with the run: passwords, keys, values that are not
 * displayed, and what stands for one that is sealed. The command text is left out as a whole, because it repeats them and the engine never reads it (ENG-33).
 */
export function takeOutSecrets(model: SequenceModel): { model: SequenceModel; secrets: StepSecret[] } {
  const secrets: StepSecret[] = [];
  const cleaned = { ...model, nodes: model.nodes.map((node) => cleanNode(settleNode(node), secrets)) };
  return { model: cleaned, secrets };
}

function cleanNode(node: SequenceNode, secrets: StepSecret[]): SequenceNode {
  const variables = node.variables.map((variable) => {
    if (
      variable.value.trim() === '' ||
      !(readSecretReference(variable.value) !== null || isHiddenValue(node, variable))
    )
      return variable;
    secrets.push({ nodeId: node.id, property: variableKey(variable), text: variable.value });
    return { ...variable, value: '' };
  });
  return {
    ...node,
    action: '',
    variables,
    children: node.children.map((child) => cleanNode(settleNode(child), secrets)),
  };
}

/** What a step that we have no description of starts is a command line like any other, but for the scripts of MDT. */
function typeForRun(node: SequenceNode, elsewhere: Readonly<Record<string, string>>): string {
  const command = elsewhere[commandKey];
  if (command === undefined || describeStepType(node.type) !== undefined) return node.type;
  return node.type === '' || command.search(toolkitRoots) < 0 ? runCommandLine.type : node.type;
}

/**
 * What a step says outside of its list goes into the list, where the engine reads it: the engine knows no dialects.
 * Arguments, not variables of the run. An untyped step is a command line (ENG-163).
 */
function settleNode({ elsewhere, ...node }: SequenceNode): SequenceNode {
  if (elsewhere === undefined) return node;
  const given = Object.entries(elsewhere).map(([property, value]) => ({
    name: property,
    property,
    hidden: true,
    value,
  }));
  const listed = node.variables.filter((one) => !Object.hasOwn(elsewhere, variableKey(one)));
  return { ...node, type: typeForRun(node, elsewhere), variables: [...listed, ...given] };
}

/** What a run keeps of its sequence, as `readRunDocument` reads it; its secrets were taken out before. */
export function writeRunDocument(model: SequenceModel): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ version: ENGINE_VERSION, model }));
}

/** Throws `RUN_VERSION_UNKNOWN` when the document is of another version or form. */
export function readRunDocument(runId: RunId, engineVersion: number, document: Uint8Array): SequenceModel {
  if (engineVersion !== ENGINE_VERSION)
    throw new AppError('RUN_VERSION_UNKNOWN', { run: runId, actual: engineVersion });
  try {
    return RunDocument.parse(JSON.parse(new TextDecoder().decode(document))).model;
  } catch (error) {
    throw new AppError('RUN_VERSION_UNKNOWN', { run: runId, actual: engineVersion }, { cause: error });
  }
}

/**
 * The secrets of a sequence with their values, found when the run begins: what a person changes afterwards does not
 * reach into a run. One that names a sealed value which is not there is left out, as if it were empty (ENG-34).
 */
export async function openStepSecrets(
  secrets: Secrets,
  packageId: PackageId,
  found: readonly StepSecret[],
): Promise<{ nodeId: string; property: string; value: string }[]> {
  const named = found.filter(({ text }) => readSecretReference(text) !== null);
  const values = await secrets.ofSteps(
    packageId,
    named.map(({ text }) => text),
  );
  const byReference = new Map(named.map(({ text }, index) => [text, values[index] ?? null]));
  return found.flatMap(({ nodeId, property, text }) => {
    const value = byReference.has(text) ? byReference.get(text) : text;
    return value === null || value === undefined ? [] : [{ nodeId, property, value }];
  });
}
