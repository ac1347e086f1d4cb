import { findVariable } from '#shared/model/variable';
import { isStepOf } from '#shared/steps/catalog';
import { restartComputer } from '#shared/steps/restart-computer';
import type { WrittenStep } from './dialect.ts';

const target = 'Target';
const written = /(\/target:)([^\s"]*)/i;

/** An empty or missing target of a restart is the one that its command says; MDT says it there alone (XFER-101). */
export function restartTarget({ type, action, variables }: WrittenStep): Record<string, string> {
  if (!isStepOf({ type }, restartComputer)) return {};
  if ((findVariable(variables, target)?.value ?? '').trim() !== '') return {};
  const found = written.exec(action)?.[2] ?? '';
  return found === '' ? {} : { [target]: found };
}

/** The command of a restart with another target; null when it says none, or for another property. */
export function withRestartTarget(type: string, action: string, property: string, value: string): string | null {
  if (!isStepOf({ type }, restartComputer) || property !== target || !written.test(action)) return null;
  return action.replace(written, (_whole, name: string) => name + value);
}
