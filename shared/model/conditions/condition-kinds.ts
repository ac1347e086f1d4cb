import { assertNever } from '../../util/assert-never.ts';
import {
  type ConditionExpression,
  type ConditionGroup,
  type ConditionNode,
  type ConditionOperator,
  expressionTypes,
  type OsConditionGroup,
} from '../condition.ts';
import type { ConditionProblem } from './expression.ts';
import {
  checkOsVersionTest,
  checkPlatformsTest,
  newOsVersionTest,
  newPlatformsTest,
  type OsPlatformsTest,
  type OsVersionTest,
  readOsVersionTest,
  readPlatformsTest,
  writeOsVersionTest,
  writePlatformsTest,
} from './os-condition.ts';
import {
  checkPlaceTest,
  newFileTest,
  newFolderTest,
  type PlaceTest,
  readPlaceTest,
  writePlaceTest,
} from './place-condition.ts';
import {
  checkLanguageTest,
  checkQueryTest,
  type LanguageTest,
  newLanguageTest,
  newQueryTest,
  type QueryTest,
  readLanguageTest,
  readQueryTest,
  writeLanguageTest,
  writeQueryTest,
} from './query-condition.ts';
import {
  checkRegistryTest,
  newRegistryTest,
  readRegistryTest,
  type RegistryTest,
  splitKey,
  writeRegistryTest,
} from './registry-condition.ts';
import {
  checkSoftwareTest,
  newSoftwareTest,
  normaliseCode,
  readSoftwareTest,
  type SoftwareTest,
  writeSoftwareTest,
} from './software-condition.ts';
import {
  checkVariableTest,
  newVariableTest,
  readVariableTest,
  type VariableTest,
  writeVariableTest,
} from './variable-condition.ts';

/** An If statement: all, any or none of what is in it. */
export interface IfTest {
  readonly kind: 'if-statement';
  readonly operator: ConditionOperator;
}

/** What a dialog asks for: one kind of condition with its values, apart from how they are written. */
export type ConditionTest =
  | IfTest
  | VariableTest
  | OsPlatformsTest
  | OsVersionTest
  | LanguageTest
  | PlaceTest
  | RegistryTest
  | QueryTest
  | SoftwareTest;
export type ConditionTestKind = ConditionTest['kind'];

/** The kinds in the field's order; the two forms of the operating system's version are one kind in two dialects. */
export const conditionKinds = [
  'if-statement',
  'variable',
  'os-platforms',
  'os-version',
  'os-language',
  'file',
  'folder',
  'registry',
  'query',
  'software',
] as const satisfies readonly ConditionTestKind[];

const newTests: Readonly<Record<ConditionTestKind, ConditionTest>> = {
  'if-statement': { kind: 'if-statement', operator: 'and' },
  variable: newVariableTest,
  'os-platforms': newPlatformsTest,
  'os-version': newOsVersionTest,
  'os-language': newLanguageTest,
  file: newFileTest,
  folder: newFolderTest,
  registry: newRegistryTest,
  query: newQueryTest,
  software: newSoftwareTest,
};

/** What the dialog of a kind begins with. */
export function newConditionTest(kind: ConditionTestKind): ConditionTest {
  return newTests[kind];
}

function readExpressionTest(node: ConditionExpression): ConditionTest | null {
  switch (Object.values(expressionTypes).find((one) => one.toLowerCase() === node.type.toLowerCase())) {
    case expressionTypes.variable:
      return readVariableTest(node);
    case expressionTypes.wmi:
      return readLanguageTest(node) ?? readQueryTest(node);
    case expressionTypes.file:
      return readPlaceTest(node, 'file');
    case expressionTypes.folder:
      return readPlaceTest(node, 'folder');
    case expressionTypes.registry:
      return readRegistryTest(node);
    case expressionTypes.operatingSystem:
      return readOsVersionTest(node);
    case expressionTypes.software:
      return readSoftwareTest(node);
    default:
      return null;
  }
}

/** Reads a node as the test of a kind; null for what is kept as it is: unknown elements and classes. */
export function readConditionTest(node: ConditionNode): ConditionTest | null {
  switch (node.kind) {
    case 'operator':
      return { kind: 'if-statement', operator: node.operator };
    case 'expression':
      return readExpressionTest(node);
    case 'osConditionGroup':
      return readPlatformsTest(node);
    case 'unknown':
      return null;
    default:
      return assertNever(node);
  }
}

function writeExpressionTest(
  test: Exclude<ConditionTest, IfTest | OsPlatformsTest>,
  old: ConditionExpression | null,
): ConditionExpression {
  switch (test.kind) {
    case 'variable':
      return writeVariableTest(test, old);
    case 'os-version':
      return writeOsVersionTest(test, old);
    case 'os-language':
      return writeLanguageTest(test, old);
    case 'file':
    case 'folder':
      return writePlaceTest(test, old);
    case 'registry':
      return writeRegistryTest(test, old);
    case 'query':
      return writeQueryTest(test, old);
    case 'software':
      return writeSoftwareTest(test, old);
    default:
      return assertNever(test);
  }
}

function asGroup(old: ConditionNode | null): ConditionGroup | null {
  return old?.kind === 'operator' ? old : null;
}

function asPlatforms(old: ConditionNode | null): OsConditionGroup | null {
  return old?.kind === 'osConditionGroup' ? old : null;
}

/**
 * The node of a test. An old node of the same kind keeps its key and everything that the test does not change, so that
 * a test that was only read gives the very node again; one of another kind is not used.
 */
export function writeConditionTest(test: ConditionTest, old: ConditionNode | null): ConditionNode {
  const before = old === null ? null : readConditionTest(old);
  const same = before?.kind === test.kind ? old : null;
  if (test.kind === 'if-statement') {
    const group = asGroup(same);
    if (group?.operator === test.operator) return group;
    return { ...(group ?? { kind: 'operator', key: null, children: [] }), operator: test.operator };
  }
  if (test.kind === 'os-platforms') return writePlatformsTest(test, asPlatforms(same));
  return writeExpressionTest(test, same?.kind === 'expression' ? same : null);
}

/** A test without what typing leaves behind: blanks around names, short root keys, codes without braces. What the file has stays. */
export function tidyConditionTest(test: ConditionTest, old: ConditionTest | null): ConditionTest {
  switch (test.kind) {
    case 'variable':
      return old?.kind === 'variable' && old.variable === test.variable
        ? test
        : { ...test, variable: test.variable.trim() };
    case 'registry':
      return old?.kind === 'registry' && old.key === test.key ? test : { ...test, ...splitKey(test.root, test.key) };
    case 'software': {
      const before = old?.kind === 'software' ? old : null;
      const tidy = (name: 'productCode' | 'upgradeCode'): string =>
        before?.[name] === test[name] ? test[name] : normaliseCode(test[name]);
      return { ...test, productCode: tidy('productCode'), upgradeCode: tidy('upgradeCode') };
    }
    case 'query':
      return old?.kind === 'query' && old.namespace === test.namespace
        ? test
        : { ...test, namespace: test.namespace.trim() };
    default:
      return test;
  }
}

/** What is wrong with a test, field by field. `old` is what the file has: that is never complained about. */
export function checkConditionTest(test: ConditionTest, old: ConditionTest | null): ConditionProblem[] {
  switch (test.kind) {
    case 'if-statement':
      return [];
    case 'variable':
      return checkVariableTest(test, old?.kind === 'variable' ? old : null);
    case 'os-platforms':
      return checkPlatformsTest(test);
    case 'os-version':
      return checkOsVersionTest(test, old?.kind === 'os-version' ? old : null);
    case 'os-language':
      return checkLanguageTest(test);
    case 'file':
    case 'folder':
      return checkPlaceTest(test, old?.kind === test.kind ? old : null);
    case 'registry':
      return checkRegistryTest(test, old?.kind === 'registry' ? old : null);
    case 'query':
      return checkQueryTest(test, old?.kind === 'query' ? old : null);
    case 'software':
      return checkSoftwareTest(test, old?.kind === 'software' ? old : null);
    default:
      return assertNever(test);
  }
}
