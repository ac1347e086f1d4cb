import { AppError } from '#shared/contract/errors';
import { isTrueText } from '#shared/model/variable';
import type { RunEnvironment } from '#shared/model/device';
import type { PlanRow } from './plan.ts';
import { findActingStep } from './steps/acting-steps.ts';
import { notHereError } from './steps/not-here.ts';
import type { ActingStep, StepLook } from './steps/step.ts';
import type { StepValues } from './step-values.ts';
import { expandVariables } from './variables.ts';

/** A child sequence and what we do not understand have no acting part, whatever type they name. */
export function actingStepOf(row: PlanRow): ActingStep | undefined {
  return row.node.kind === 'step' ? findActingStep(row.node.type) : undefined;
}

/** A step that may not run in this environment fails; the field treats it as an error of that step (ENG-17). */
export function demandEnvironment(row: PlanRow, actual: RunEnvironment): void {
  const runIn = row.node.runIn?.toLowerCase() ?? '';
  const expected = { winpe: 'WinPE', fullos: 'FullOS' }[runIn];
  if (expected !== undefined && expected !== actual) {
    throw new AppError('STEP_WRONG_ENVIRONMENT', { expected, actual });
  }
}

/**
 * The part that acts for a step. Throws `AppError` for a step that cannot act on this device, with what it would need.
 * The engine asks this before each step, and so does who says beforehand what could not act: the two cannot differ
 * (ENG-185).
 */
export function demandActing(look: StepLook): ActingStep {
  const { row, device, environment } = look;
  const step = actingStepOf(row);
  if (step === undefined) throw notHereError(row.node.type, device.local !== undefined);
  demandEnvironment(row, environment);
  step.refuse?.(look);
  return step;
}

export type ReadValues = Pick<StepLook, 'variable' | 'expand' | 'expandCommand' | 'property' | 'rawProperty' | 'flag'>;

/** How a step reads its values: properties expanded, and as they are written. */
export function readValues(values: StepValues): ReadValues {
  const expand = (text: string): string => expandVariables(text, (name) => values.variable(name));
  const property = (key: string): string => {
    const { text, isFinal } = values.property(key);
    return isFinal ? text : expand(text);
  };
  return {
    expand,
    property,
    variable: (name) => values.variable(name),
    expandCommand: (text) => expandVariables(text, (name) => values.variable(name), 'kept'),
    rawProperty: (key) => values.property(key).text,
    flag: (key) => isTrueText(property(key)),
  };
}
