import { type VariableNameProblem, variableNameMost } from '#shared/model/variable-name';
import type { EditorText } from '../use-words.ts';

/** What is wrong with the name of a variable, in the same words everywhere. */
export function nameWords(words: EditorText, name: string, found: VariableNameProblem | 'missing'): string {
  switch (found) {
    case 'missing':
      return words('rules.name.missing');
    case 'too-long':
      return words('field.tooLong', { length: name.length, limit: variableNameMost });
    case 'read-only':
      return words('field.readOnlyName');
    case 'begins-with-digit':
      return words('field.nameWithDigit');
    case 'characters':
      return words('field.pattern');
  }
}
