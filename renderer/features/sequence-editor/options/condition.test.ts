import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, type ConditionNode, expressionTypes } from '#shared/model/condition';
import { toLocalTime } from '#shared/model/conditions/cim-time';
import { readVariableTest, writeVariableTest } from '#shared/model/conditions/variable-condition';
import { createTestShell } from '../../../app/testing.tsx';
import { editorText } from '../use-words.ts';
import {
  addNode,
  type ConditionPath,
  listLines,
  moveNode,
  moveTo,
  newGroup,
  nodeAt,
  refusePlace,
  removeNode,
  shiftNode,
} from './condition-edit.ts';
import { findPlace } from './condition-place.ts';
import { conditionSentence, conditionText, plainConditionText } from '#shared/text/condition-parts';

const test = (variable: string): ConditionNode =>
  writeVariableTest({ kind: 'variable', variable, operator: 'exists', value: '' }, null);
const group = (operator: 'and' | 'or' | 'not', children: ConditionNode[]): ConditionNode => ({
  ...newGroup(operator),
  children,
});
/** Lines as indented names, for whole comparisons. */
const shape = (condition: Condition | null) =>
  listLines(condition).map(({ path, node }) => {
    const name =
      node.kind === 'expression' ? readVariableTest(node).variable : node.kind === 'operator' ? node.operator : '?';
    return '.'.repeat(path.length - 1) + name;
  });
const sample: Condition = { children: [test('a'), group('or', [test('b'), test('c')]), test('d')] };

describe('editing a condition', () => {
  it('[UI-119] adds after the selected line or into the selected If statement', () => {
    const add = (path: ConditionPath | null) => shape(addNode(sample, path, test('x')).condition);
    expect(add(null)).toEqual(['a', 'or', '.b', '.c', 'd', 'x']);
    expect(add([0])).toEqual(['a', 'x', 'or', '.b', '.c', 'd']);
    expect(add([1])).toEqual(['a', 'or', '.b', '.c', '.x', 'd']);
    expect(add([1, 0])).toEqual(['a', 'or', '.b', '.x', '.c', 'd']);
    expect(shape(addNode(null, null, test('x')).condition)).toEqual(['x']);
  });

  it('[UI-119] moves in reading order, into and out of If statements, and back again', () => {
    const move = (path: ConditionPath, step: 1 | -1) => moveNode(sample, path, step);
    expect(shape(move([0], 1)?.condition ?? null)).toEqual(['or', '.a', '.b', '.c', 'd']);
    expect(shape(move([2], -1)?.condition ?? null)).toEqual(['a', 'or', '.b', '.c', '.d']);
    expect(shape(move([1, 1], 1)?.condition ?? null)).toEqual(['a', 'or', '.b', 'c', 'd']);
    expect(move([0], -1)).toBeNull();
    fc.assert(
      fc.property(fc.constantFrom<ConditionPath>([0], [1], [1, 0], [1, 1], [2]), (path) => {
        const down = moveNode(sample, path, 1);
        if (down === null) return;
        const back = moveNode(down.condition, down.path, -1);
        expect(back?.condition).toEqual(sample);
        expect(back?.path).toEqual(path);
      }),
    );
  });

  it('[UI-848] goes out of an If statement, and into the one above, else below', () => {
    const shift = (path: ConditionPath, to: 'out' | 'into') => shape(shiftNode(sample, path, to)?.condition ?? null);
    expect(shift([1, 0], 'out')).toEqual(['a', 'or', '.c', 'b', 'd']);
    expect(shift([2], 'into')).toEqual(['a', 'or', '.b', '.c', '.d']);
    expect(shift([0], 'into')).toEqual(['or', '.a', '.b', '.c', 'd']);
    expect([shiftNode(sample, [0], 'out'), shiftNode(sample, [1, 0], 'into')]).toEqual([null, null]);
    expect(shiftNode(sample, [0], 'into')?.path).toEqual([0, 0]);
  });

  it('[UI-716] a drag puts a line before, after, into and out of If statements, and never into itself', () => {
    const drop = (from: ConditionPath, parent: ConditionPath, index: number) =>
      shape(moveTo(sample, from, { parent, index })?.condition ?? null);
    expect(drop([0], [1], 1)).toEqual(['or', '.b', '.a', '.c', 'd']);
    expect(drop([0], [], 3)).toEqual(['or', '.b', '.c', 'd', 'a']);
    expect(drop([1, 0], [], 0)).toEqual(['b', 'a', 'or', '.c', 'd']);
    expect(drop([1, 0], [1], 2)).toEqual(['a', 'or', '.c', '.b', 'd']);
    expect(refusePlace([1], { parent: [1], index: 0 })).toBe('into-itself');
    expect(refusePlace([1, 0], { parent: [1], index: 1 })).toBe('same-place');
    expect(moveTo(sample, [1], { parent: [1], index: 0 })).toBeNull();
  });

  it('[UI-716] wherever a line is dropped, nothing is lost and the given place has it', () => {
    const paths = listLines(sample).map((line) => line.path);
    const places: ConditionPath[] = [[], [1]];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...places), fc.nat(3), (from, parent, at) => {
        const count = parent.length === 0 ? 3 : 2;
        const moved = moveTo(sample, from, { parent, index: Math.min(at, count) });
        if (moved === null) return;
        const node = nodeAt(sample, from);
        expect(nodeAt(moved.condition, moved.path)).toBe(node);
        const names = (condition: Condition) => shape(condition).map((one) => one.replaceAll('.', ''));
        expect(names(moved.condition).toSorted()).toEqual(names(sample).toSorted());
      }),
    );
  });

  it('[UI-716] the pointer chooses the place: halves of a line, quarters of an If statement, and the level below its last', () => {
    const lines = listLines(sample);
    const at = (line: number, part: number, x = 200) => findPlace(lines, line, part, x)?.place;
    expect(at(0, 0.4)).toEqual({ parent: [], index: 0 });
    expect(at(0, 0.6)).toEqual({ parent: [], index: 1 });
    expect(at(1, 0.1)).toEqual({ parent: [], index: 1 });
    expect(at(1, 0.5)).toEqual({ parent: [1], index: 2 });
    expect(at(1, 0.9)).toEqual({ parent: [1], index: 0 });
    expect(at(3, 0.9)).toEqual({ parent: [1], index: 2 });
    expect(at(3, 0.9, 5)).toEqual({ parent: [], index: 2 });
    const empty = listLines({ children: [group('or', [])] });
    expect(findPlace(empty, 0, 0.5, 200)?.place).toEqual({ parent: [0], index: 0 });
    expect(findPlace(empty, 0, 0.9, 200)?.place).toEqual({ parent: [], index: 1 });
    expect(findPlace([], 0, 0.5, 0)).toBeNull();
  });

  it('[UI-119] removing the last line leaves no condition', () => {
    expect(removeNode({ children: [test('a')] }, [0])).toBeNull();
    expect(shape(removeNode(sample, [1]))).toEqual(['a', 'd']);
  });

  it('[UI-120] an edited variable condition keeps its key and what is not shown', () => {
    const old = {
      kind: 'expression' as const,
      key: '2.1',
      type: expressionTypes.variable,
      ignoreQueryFailure: false,
      variables: [
        { name: 'Operator', value: 'Equals' },
        { name: 'Variable', value: 'a' },
        { name: 'Extra', value: 'kept' },
      ],
    };
    const written = writeVariableTest(
      { kind: 'variable', variable: 'b', operator: 'notExists', value: 'dropped' },
      old,
    );
    expect(written.key).toBe('2.1');
    expect(written.variables).toEqual([
      { name: 'Operator', value: 'notExists' },
      { name: 'Variable', value: 'b' },
      { name: 'Extra', value: 'kept' },
    ]);
    expect(readVariableTest(old).operator).toBe('equals');
  });
});

describe('a condition in words', () => {
  const words = editorText(createTestShell().shell);
  const expression = (type: string, values: Record<string, string>): ConditionNode => ({
    kind: 'expression',
    key: null,
    type,
    ignoreQueryFailure: false,
    variables: Object.entries(values).map(([name, value]) => ({ name, value })),
  });

  it('[UI-121] every kind has a sentence', () => {
    const said = [
      expression(expressionTypes.variable, { Variable: 'OSDRole', Operator: 'notEquals', Value: 'Sales' }),
      expression(expressionTypes.variable, { Variable: 'OSDRole', Operator: 'Exists' }),
      expression(expressionTypes.file, { Path: 'C:\\a.exe', Version: '5.1', VersionOperator: 'greaterEqual' }),
      expression(expressionTypes.folder, { Path: 'C:\\b', DateTime: '20250102030400.000', DateTimeOperator: 'less' }),
      expression(expressionTypes.registry, {
        KeyPath: 'HKEY_LOCAL_MACHINE\\X',
        Operator: 'equals',
        Value: '',
        Data: '1',
        Type: 'REG_SZ',
      }),
      expression(expressionTypes.wmi, { Query: 'Select * From Win32_Battery', Namespace: 'root\\wmi' }),
      expression(expressionTypes.wmi, {
        Query: "SELECT OsLanguage FROM Win32_OperatingSystem WHERE OsLanguage='1033'",
      }),
      expression(expressionTypes.operatingSystem, {
        Architecture: 'X64',
        Version: '6.10.7601.1',
        Operator: 'greaterEqual',
      }),
      expression(expressionTypes.operatingSystem, { Version: '10.00.22000.0', Operator: 'less' }),
      expression(expressionTypes.software, { Operator: 'AnyVersion', ProductName: 'Agent', Version: '1' }),
      {
        kind: 'osConditionGroup',
        key: null,
        operator: 'or',
        platforms: [{ name: 'All Windows 11', operator: 'and', platform: [], expressions: [] }],
      },
      expression('SMS_TaskSequence_Later', { One: '1' }),
      { kind: 'unknown', key: null, element: 'thing', raw: '<thing/>' },
    ] satisfies ConditionNode[];
    expect(said.map((node) => conditionText(words, node))).toEqual([
      'Variable OSDRole does not equal Sales',
      'Variable OSDRole exists',
      'File C:\\a.exe exists, version is greater than or equals 5.1',
      `Folder C:\\b exists, time stamp is less than ${toLocalTime(Date.UTC(2025, 0, 2, 3, 4))
        .slice(0, 16)
        .replace('T', ' ')}`,
      'Registry HKEY_LOCAL_MACHINE\\X, value (Default) equals 1',
      'WMI Select * From Win32_Battery in root\\wmi',
      'Operating system language is English (United States)',
      'Operating system is x64 and its version is greater than or equals 6.1.7601',
      'Operating system version is less than 10.0.22000',
      'Any version of Agent is installed',
      'Operating system is All Windows 11',
      'SMS_TaskSequence_Later: One 1',
      'Unknown condition “thing”',
    ]);
  });

  it('[UI-715] a sentence says what the whole tree says, with brackets where If statements are nested', () => {
    const say = (...children: ConditionNode[]) =>
      conditionSentence(words, { children })
        .map((part) => part.text)
        .join('');
    expect(say(test('A'), group('or', [test('B'), group('and', [test('C'), test('D')])]))).toBe(
      'Variable A exists and (variable B exists or (variable C exists and variable D exists))',
    );
    expect(say(group('not', [test('A')]), group('not', [test('B'), test('C')]))).toBe(
      'not (variable A exists) and none of (variable B exists or variable C exists)',
    );
    expect(say(group('or', [test('A')]))).toBe('Variable A exists');
    expect(say(group('or', []))).toBe('an If statement with nothing in it, which is true');
    expect(say()).toBe('');
  });

  it('[UI-690] what equals nothing is empty, in a line and in a whole condition as a text', () => {
    const variable = (Operator: string) =>
      expression(expressionTypes.variable, { Variable: 'OSDRole', Operator, Value: '' });
    const registry = (Operator: string) =>
      expression(expressionTypes.registry, { KeyPath: 'HKEY_LOCAL_MACHINE\\X', Operator, Value: 'Role', Data: '' });
    const nodes = ['equals', 'Equals', 'notEquals', 'like', 'less'].map(variable);
    nodes.push(registry('equals'), registry('notEquals'), registry('like'));
    const said = [
      'Variable OSDRole is empty',
      'Variable OSDRole is empty',
      'Variable OSDRole is not empty',
      'Variable OSDRole is like empty',
      'Variable OSDRole is less than empty',
      'Registry HKEY_LOCAL_MACHINE\\X, value Role is empty',
      'Registry HKEY_LOCAL_MACHINE\\X, value Role is not empty',
      'Registry HKEY_LOCAL_MACHINE\\X, value Role is like empty',
    ];
    expect(nodes.map((node) => conditionText(words, node))).toEqual(said);
    expect(plainConditionText(createTestShell().shell.say, { children: nodes })).toBe(said.join('; '));
  });
});
