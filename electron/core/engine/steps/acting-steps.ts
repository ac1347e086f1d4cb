import { captureUserStateStep } from './capture-user-state.ts';
import { releaseStateStoreStep } from './release-state-store.ts';
import { requestStateStoreStep } from './request-state-store.ts';
import { restartComputerStep } from './restart-computer.ts';
import { restoreUserStateStep } from './restore-user-state.ts';
import { runCommandLineStep } from './run-command-line.ts';
import { runPowershellScriptStep } from './run-powershell-script.ts';
import { setVariableStep } from './set-variable.ts';
import type { ActingStep } from './step.ts';

/** Every type that acts; the group is the engine's own. */
export const actingSteps: readonly ActingStep[] = [
  setVariableStep,
  runCommandLineStep,
  runPowershellScriptStep,
  restartComputerStep,
  requestStateStoreStep,
  captureUserStateStep,
  restoreUserStateStep,
  releaseStateStoreStep,
];

const byType = new Map(actingSteps.map((step) => [step.type.toLowerCase(), step]));

/** The acting part of a type (letter case does not matter), or undefined. */
export function findActingStep(type: string): ActingStep | undefined {
  return byType.get(type.toLowerCase());
}
