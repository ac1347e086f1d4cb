import { type ConditionExpression, expressionTypes, expressionValue } from '../condition.ts';
import { conditionLimits, type ConditionProblem, tooLong, withValues } from './expression.ts';

/** The namespace that a query is asked in when nobody says another. */
export const usualNamespace = 'root\\cimv2';

/** A WMI query: true as soon as it gives one row. */
export interface QueryTest {
  readonly kind: 'query';
  readonly namespace: string;
  readonly query: string;
}

/** The language of Windows. The field has no class for it: it is a query, known by its text. */
export interface LanguageTest {
  readonly kind: 'os-language';
  /** The number of the language, in decimal digits (1033 is English of the United States). */
  readonly language: string;
}

export const newQueryTest: QueryTest = { kind: 'query', namespace: usualNamespace, query: '' };
export const newLanguageTest: LanguageTest = { kind: 'os-language', language: '' };

const languagePattern =
  /^(\s*select\s+oslanguage\s+from\s+win32_operatingsystem\s+where\s+oslanguage\s*=\s*)(['"]?)(\d{1,10})\2\s*$/i;

/** Whether a query is asked in the usual namespace. */
export function isUsualNamespace(namespace: string): boolean {
  return namespace === '' || namespace.toLowerCase() === usualNamespace;
}

/** Reads a WMI condition. */
export function readQueryTest(node: ConditionExpression): QueryTest {
  return {
    kind: 'query',
    namespace: expressionValue(node, 'Namespace') ?? '',
    query: expressionValue(node, 'Query') ?? '',
  };
}

/** Reads a WMI condition that asks for one language and nothing else; null for any other. */
export function readLanguageTest(node: ConditionExpression): LanguageTest | null {
  const { namespace, query } = readQueryTest(node);
  const found = languagePattern.exec(query);
  return found === null || !isUsualNamespace(namespace) ? null : { kind: 'os-language', language: found[3] ?? '' };
}

/** A WMI condition; an edited one keeps everything that was not changed. */
export function writeQueryTest(test: QueryTest, old: ConditionExpression | null): ConditionExpression {
  const before = old === null ? null : readQueryTest(old);
  return withValues(old, expressionTypes.wmi, [
    ['Namespace', before?.namespace, test.namespace],
    ['Query', before?.query, test.query],
  ]);
}

/** A condition on the language; in an edited one only the number is another. */
export function writeLanguageTest(test: LanguageTest, old: ConditionExpression | null): ConditionExpression {
  const before = old === null ? null : readQueryTest(old);
  const query =
    before === null
      ? `SELECT OsLanguage FROM Win32_OperatingSystem WHERE OsLanguage='${test.language}'`
      : before.query.replace(languagePattern, (_whole, start: string, quote: string, number: string) => {
          const end = before.query.slice(start.length + quote.length + number.length);
          return `${start}${quote}${test.language}${end}`;
        });
  return writeQueryTest({ kind: 'query', namespace: before?.namespace ?? usualNamespace, query }, old);
}

/** What is wrong with a test: namespace and query are asked for, a query has at most 16,384 characters, as in the field. */
export function checkQueryTest(test: QueryTest, old: QueryTest | null): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  if (test.namespace !== old?.namespace) {
    if (test.namespace === '') problems.push({ field: 'namespace', code: 'namespace-missing' });
    problems.push(...tooLong('namespace', test.namespace, conditionLimits.namespace));
  }
  if (test.query !== old?.query) {
    if (test.query.trim() === '') problems.push({ field: 'query', code: 'query-missing' });
    problems.push(...tooLong('query', test.query, conditionLimits.query));
  }
  return problems;
}

/** What is wrong with a test: the number of a language is asked for. */
export function checkLanguageTest(test: LanguageTest): ConditionProblem[] {
  return /^[1-9]\d{0,6}$/.test(test.language) ? [] : [{ field: 'language', code: 'language-unknown' }];
}
