import type { DeviceVariable } from '../model/device.ts';
import type { SequenceNode } from '../model/sequence.ts';
import { replaceReferences, splitReferences } from '../model/variable-references.ts';
import { isHiddenValue } from './secrets.ts';

/**
 * Where a piece of a command comes from: its own text, a field of the step, the device, a variable that only the run
 * will know, or a value that is not shown.
 */
export type PieceOrigin = 'text' | 'step' | 'device' | 'unknown' | 'secret';

/** A piece of a command. `name` is the variable it stands for; null for text. A secret has its name and no text. */
export interface CommandPiece {
  readonly text: string;
  readonly origin: PieceOrigin;
  readonly name: string | null;
}

interface DeviceValues {
  readonly name: string;
  readonly environment: 'FullOS' | 'WinPE';
  readonly variables: readonly DeviceVariable[];
}

type Found = { readonly value: string; readonly origin: Exclude<PieceOrigin, 'text' | 'unknown'> } | undefined;

/** What the engine knows of a device before the first step (ENG-27). */
function ofEngine(device: DeviceValues, name: string): string | undefined {
  if (name === '_smstsmachinename') return device.name;
  if (name === '_smstsinwinpe') return device.environment === 'WinPE' ? 'true' : 'false';
  return undefined;
}

function onDevice(device: DeviceValues | null, name: string): Found {
  if (device === null) return undefined;
  const key = name.toLowerCase();
  const known = device.variables.find((one) => one.name.toLowerCase() === key);
  if (known !== undefined) {
    return known.isSecret || known.value === null
      ? { value: '', origin: 'secret' }
      : { value: known.value, origin: 'device' };
  }
  const value = ofEngine(device, key);
  return value === undefined ? undefined : { value, origin: 'device' };
}

/** A list entry of the step; its own `%name%` are those of the device, and stay where that has none. */
function inStep(node: Pick<SequenceNode, 'type' | 'variables'>, device: DeviceValues | null, name: string): Found {
  const key = name.toLowerCase();
  const own = node.variables.find((one) => !one.hidden && one.name.toLowerCase() === key);
  if (own === undefined) return undefined;
  if (isHiddenValue(node, own)) return { value: '', origin: 'secret' };
  const inner = splitReferences(own.value).map((part) =>
    part.name === null ? undefined : onDevice(device, part.name),
  );
  if (inner.some((found) => found?.origin === 'secret')) return { value: '', origin: 'secret' };
  const value = replaceReferences(own.value, (whole, inside) => onDevice(device, inside)?.value ?? whole);
  return value === '' ? undefined : { value, origin: 'step' };
}

/**
 * The command of a step with values in the place of its variables, as the engine takes them: one that the device has
 * wins over the field of the step (ENG-21). What only the run will know stays as `%name%`; a secret has no text at all.
 */
export function fillCommand(
  node: Pick<SequenceNode, 'type' | 'variables' | 'action'>,
  device: DeviceValues | null,
): CommandPiece[] {
  return splitReferences(node.action).map(({ text, name }) => {
    if (name === null) return { text, origin: 'text', name };
    const found = onDevice(device, name) ?? inStep(node, device, name);
    return found === undefined ? { text, origin: 'unknown', name } : { text: found.value, origin: found.origin, name };
  });
}

/** What a person copies: the text of the pieces, with a mark in place of what is not shown. */
export function printCommand(pieces: readonly CommandPiece[], mark: string): string {
  return pieces.map(({ text, origin }) => (origin === 'secret' ? mark : text)).join('');
}
