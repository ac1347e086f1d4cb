import type { Formats } from '../../app/format.ts';
import { referenceFormOf } from '#shared/model/reference';
import { referenceKindsOf } from '#shared/steps/references';
import { errorText } from '#shared/text/say';
import type { EditorProblem } from './model/problems.ts';
import type { StepWarning } from './model/warnings.ts';
import { valueProblemWords } from './properties/field-words.ts';
import { nameWords } from './properties/name-words.ts';
import { warningWords as adapterWords } from './properties/parts/adapter-words.ts';
import { partitionProblemWords } from './properties/parts/partition-words.ts';
import { kindWords } from './properties/parts/rules/rule-words.ts';
import { tableWords } from './properties/parts/table-words.ts';
import type { EditorText } from './use-words.ts';

/** Line and character of a place, counted from 1 as people do. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function warningText(words: EditorText, warning: StepWarning, format: Formats): string {
  switch (warning.kind) {
    case 'value': {
      const problem = valueProblemWords(words, warning.property, warning.found);
      return words('problems.value', { label: words.message(warning.property.label), problem });
    }
    case 'partition': {
      const { partitions, problem, diskMb } = warning;
      return partitionProblemWords({ words, format, diskMb }, partitions, problem);
    }
    case 'no-partitions':
      return words('partitions.noneAtAll');
    case 'adapter':
      return adapterWords(words, warning.adapter);
    case 'table':
      return tableWords(words, warning.problem);
    case 'rules':
      return words('rules.unreadable', { reason: words.message(warning.reason) });
    case 'rule-incomplete':
      return words('rules.neverHolds', { number: warning.number, kind: kindWords(words, warning.test) });
    case 'rule-name':
    case 'condition-name':
    case 'partition-name': {
      const { kind, number, name, found } = warning;
      return words(`problems.name.${kind}`, { number, name, problem: nameWords(words, name, found) });
    }
    case 'reference-form': {
      const { property, id } = warning;
      const form = referenceFormOf(referenceKindsOf(property));
      return words(`problems.form.${form}`, { label: words.message(property.label), id });
    }
    case 'script':
      return words(`script.unreadable.${warning.why}`);
    case 'query': {
      const { number, text, problem } = warning;
      return words('problems.query', {
        number,
        ...placeOf(text, problem.offset),
        problem: words.message(problem.say),
      });
    }
  }
}

/** What is wrong and what to do, in words. */
export function problemText(words: EditorText, problem: EditorProblem, format: Formats): string {
  switch (problem.kind) {
    case 'node':
      return words(`problem.${problem.problem}`);
    case 'missing':
      return words('problems.missing', { label: words.message(problem.label) });
    case 'refused': {
      const { sentence } = errorText(words.say, problem.error.code, problem.error.details);
      return words('problems.refused', { reason: sentence });
    }
    case 'reference': {
      const { packageId, name, problem: what } = problem.reference;
      return words(`problems.reference.${what}`, { packageId, name });
    }
    case 'warning':
      return warningText(words, problem.warning, format);
  }
}
