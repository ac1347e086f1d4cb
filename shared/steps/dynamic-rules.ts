import { setDynamicVariables } from './set-dynamic-variables.ts';

/** True for the type of a step whose value is a list of rules that set variables. */
export function hasRulesPage(stepType: string): boolean {
  return stepType === setDynamicVariables.type;
}
