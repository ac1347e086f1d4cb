/** The longest name, in characters. */
export const variableNameMost = 256;

/** What is wrong with the name of a variable of the task sequence. One that begins with a digit works and is odd. */
export type VariableNameProblem = 'too-long' | 'read-only' | 'begins-with-digit' | 'characters';

/**
 * Checks the name of a variable: letters, digits, `_` and `-`, a letter first. Names with `_` first belong to the engine:
 * they can be read and not set. Null when nothing is wrong; an empty name is for the caller.
 */
export function checkVariableName(name: string, use: 'set' | 'read'): VariableNameProblem | null {
  if (name.length > variableNameMost) return 'too-long';
  if (!/^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(name)) return 'characters';
  if (name.startsWith('_')) return use === 'set' ? 'read-only' : null;
  return /^\d/.test(name) ? 'begins-with-digit' : null;
}
