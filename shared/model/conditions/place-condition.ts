import { type ConditionExpression, expressionTypes, expressionValue } from '../condition.ts';
import { hasVariable } from '../variable-references.ts';
import { readCimTime } from './cim-time.ts';
import {
  conditionLimits,
  type ConditionProblem,
  readOperator,
  tooLong,
  withValues,
  type WrittenValue,
} from './expression.ts';

/** A comparison that a file or folder has to pass beside being there. */
export interface PlaceComparison {
  readonly operator: string;
  /** A version, or a time as the field stores it (`cim-time.ts`). */
  readonly value: string;
}

/** A test of a file, or of a folder, which has no version. Both comparisons together are joined by "and". */
export interface PlaceTest {
  readonly kind: 'file' | 'folder';
  readonly path: string;
  readonly version: PlaceComparison | null;
  readonly time: PlaceComparison | null;
}

export const newFileTest: PlaceTest = { kind: 'file', path: '', version: null, time: null };
export const newFolderTest: PlaceTest = { kind: 'folder', path: '', version: null, time: null };

function readComparison(node: ConditionExpression, name: 'Version' | 'DateTime'): PlaceComparison | null {
  const value = expressionValue(node, name) ?? '';
  return value === '' ? null : { operator: readOperator(node, `${name}Operator`, ''), value };
}

/** Reads a file or folder condition; a comparison with nothing is none. */
export function readPlaceTest(node: ConditionExpression, kind: PlaceTest['kind']): PlaceTest {
  return {
    kind,
    path: expressionValue(node, 'Path') ?? '',
    version: kind === 'file' ? readComparison(node, 'Version') : null,
    time: readComparison(node, 'DateTime'),
  };
}

function comparisonValues(
  name: 'Version' | 'DateTime',
  before: PlaceComparison | null | undefined,
  wanted: PlaceComparison | null,
): WrittenValue[] {
  if (before === null && wanted === null) return [];
  return [
    [name, before?.value, wanted?.value],
    [`${name}Operator`, before?.operator, wanted?.operator],
  ];
}

/** A file or folder condition; an edited one keeps everything that was not changed. */
export function writePlaceTest(test: PlaceTest, old: ConditionExpression | null): ConditionExpression {
  const before = old === null ? null : readPlaceTest(old, test.kind);
  return withValues(old, test.kind === 'file' ? expressionTypes.file : expressionTypes.folder, [
    ...comparisonValues('DateTime', before?.time, test.time),
    ['Path', before?.path, test.path],
    ...(test.kind === 'file' ? comparisonValues('Version', before?.version, test.version) : []),
  ]);
}

/** One to four whole numbers, as the version of a file has them. */
export function isFileVersion(text: string): boolean {
  return /^\d{1,10}(\.\d{1,10}){0,3}$/.test(text);
}

/** What is wrong with a test: a path is asked for, a version of up to four numbers, a time. What the file has is left alone. */
export function checkPlaceTest(test: PlaceTest, old: PlaceTest | null): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  if (test.path !== old?.path) {
    if (test.path === '') problems.push({ field: 'path', code: 'path-missing' });
    problems.push(...tooLong('path', test.path, conditionLimits.path));
  }
  const { version, time } = test;
  const isSameVersion = version?.value === old?.version?.value;
  if (version !== null && !isSameVersion && !isFileVersion(version.value) && !hasVariable(version.value)) {
    problems.push({ field: 'version', code: 'version-form' });
  }
  if (time !== null && time.value !== old?.time?.value && readCimTime(time.value) === null) {
    problems.push({ field: 'time', code: 'time-missing' });
  }
  return problems;
}
