import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Condition, ConditionExpression, ConditionNode, OsConditionGroup } from '#shared/model/condition';
import { type ConditionTest, readConditionTest, writeConditionTest } from '#shared/model/conditions/condition-kinds';
import { tablePlatforms } from '#shared/model/conditions/os-releases';
import { SequenceDocument } from './document.ts';
import { EditingSession } from './editing-session.ts';

let time = 0;
const clock = { now: () => (time += 10_000), wait: () => Promise.resolve() };
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const value = fc.stringMatching(/^[A-Za-z0-9%\\ .&<>'"é-]{1,12}$/);
const operator = fc.constantFrom('equals', 'Equals', 'notEquals', 'GREATER', 'less', 'odd');

/** Values of each class that has a dialog, and more that nobody knows. */
const classes = {
  SMS_TaskSequence_VariableConditionExpression: { Operator: operator, Value: value, Variable: value },
  SMS_TaskSequence_FileConditionExpression: {
    DateTime: fc.constantFrom('20250102030405.000000+000', '20250102030405', 'yesterday'),
    DateTimeOperator: operator,
    Path: value,
    Version: fc.constantFrom('1.2', '5.1.0.0', 'odd'),
    VersionOperator: operator,
  },
  SMS_TaskSequence_FolderConditionExpression: { Path: value },
  SMS_TaskSequence_RegistryConditionExpression: {
    Data: value,
    KeyPath: fc.constantFrom('HKEY_LOCAL_MACHINE\\SOFTWARE\\A', 'hklm\\B', 'HKEY_CLASSES_ROOT\\C', 'Odd'),
    Operator: fc.constantFrom('exists', 'notExists', 'nonExists', 'equals', 'Less', 'odd'),
    Type: fc.constantFrom('REG_SZ', 'REG_DWORD', 'REG_BINARY'),
    Value: value,
  },
  SMS_TaskSequence_WMIConditionExpression: {
    Namespace: fc.constantFrom('root\\cimv2', 'ROOT\\CIMV2', 'root\\wmi'),
    Query: fc.oneof(value, fc.constant(" select OSLanguage  from Win32_OperatingSystem where OSLanguage = '1033' ")),
  },
  SMS_TaskSequence_OSConditionExpression: {
    Architecture: fc.constantFrom('X64', 'x86', 'IA64'),
    Operator: operator,
    Version: fc.constantFrom('6.10.7601.1', '10.00.10240.0', 'odd'),
  },
  SMS_TaskSequence_SoftwareConditionExpression: {
    Operator: fc.constantFrom('AnyVersion', 'thisversion', 'odd'),
    ProductCode: value,
    ProductName: value,
    UpgradeCode: value,
    Version: value,
  },
  SMS_TaskSequence_Later: { One: value },
} as const satisfies Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<string>>>>>;

/** One way to write a variable, and what it reads as. */
const variableText = (name: string, text: string, form: number): string => {
  const attribute = form % 2 === 0 ? `name="${name}"` : ` name = '${name}'  extra="1"`;
  if (form >= 4) return `<variable ${attribute}><![CDATA[${text}]]></variable>`;
  return `<variable ${attribute}>${escape(text)}</variable>`;
};

const expressionText = fc.constantFrom(...Object.keys(classes)).chain((type) =>
  fc
    .record({
      variables: fc.shuffledSubarray(
        Object.entries(classes[type as keyof typeof classes] as Record<string, fc.Arbitrary<string>>),
      ),
      forms: fc.array(fc.nat(5), { minLength: 8, maxLength: 8 }),
      attributes: fc.constantFrom(
        `type="${type}"`,
        `ignoreQueryFailure="true" type='${type}'`,
        `type="${type}" odd="x"`,
      ),
      inner: fc.constantFrom('', '<!-- a note -->', '<odd/>', '\n  '),
    })
    .chain(({ variables, forms, attributes, inner }) =>
      fc.tuple(...variables.map(([, one]) => one)).map((values) => {
        const texts = variables.map(([name], at) => variableText(name, values[at] ?? '', forms[at] ?? 0));
        return `<expression ${attributes}>${inner}${texts.join(inner)}</expression>`;
      }),
    ),
);

const platformText = fc.constantFrom(
  '<osExpressionGroup name="Old" type="and"><platformKey minVer="6.10.0000.0" maxVer="6.10.9999.9999" arch="x64"/><expression type="SMS_TaskSequence_WMIConditionExpression" ignoreQueryFailure="true"><variable name="Query">SELECT 1</variable></expression></osExpressionGroup>',
  "<osExpressionGroup type='and' name='Odd &amp; old'><odd/></osExpressionGroup>",
);
const platformsText = fc
  .array(platformText, { minLength: 1, maxLength: 3 })
  .map((all) => `<osConditionGroup  type="or">${all.join('<!-- between -->')}<odd/></osConditionGroup>`);

const { node: nodeText } = fc.letrec<{ node: string; group: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    expressionText,
    platformsText,
    fc.constant('<thing a="1">kept</thing>'),
    tie('group'),
  ),
  group: fc
    .record({
      open: fc.constantFrom('type="or"', "type='NOT'", 'odd="1" type="and"', 'type="xor"'),
      children: fc.array(tie('node'), { maxLength: 3 }),
      space: fc.constantFrom('', '\n\t', ' <!-- kept --> '),
    })
    .map(
      ({ open, children, space }) =>
        `<operator ${open}>${children.map((one) => space + one).join('')}${space}</operator>`,
    ),
}));
const conditionText = fc
  .record({
    children: fc.array(nodeText, { minLength: 1, maxLength: 4 }),
    space: fc.constantFrom('', '\r\n      ', '<!--x-->'),
  })
  .map(({ children, space }) => `<condition>${children.map((one) => space + one).join('')}${space}</condition>`);

const around = (condition: string): string =>
  `<sequence version="3.10"><step type="SMS_TaskSequence_RunCommandLineAction" name="1" description="">${condition}<action>a</action><defaultVarList/></step></sequence>`;

/** The document as it is open, and its only step. */
function open(source: string): { session: EditingSession; id: string; condition: Condition } {
  const session = new EditingSession(new SequenceDocument(source), clock);
  const id = session.document.rows()[0]?.id ?? '';
  return { session, id, condition: session.document.node(id).condition ?? { children: [] } };
}

function linesOf(nodes: readonly ConditionNode[]): ConditionNode[] {
  return nodes.flatMap((node) => [node, ...(node.kind === 'operator' ? linesOf(node.children) : [])]);
}

function replaced(nodes: readonly ConditionNode[], old: ConditionNode, next: ConditionNode): ConditionNode[] {
  return nodes.map((node) => {
    if (node === old) return next;
    return node.kind === 'operator' ? { ...node, children: replaced(node.children, old, next) } : node;
  });
}

/** One change of one value of a test, with a text that no document here has; which one is chosen by a number. */
function changed(test: ConditionTest, which: number): ConditionTest {
  const pick = <T>(...changes: readonly T[]): T => changes[which % changes.length] as T;
  switch (test.kind) {
    case 'if-statement':
      return { ...test, operator: test.operator === 'and' ? 'or' : 'and' };
    case 'os-platforms':
      return pick(
        { ...test, platforms: test.platforms.slice(1) },
        { ...test, platforms: [...test.platforms, ...tablePlatforms.slice(0, 1).map((one) => one.platform)] },
        { ...test, other: { name: 'Mine & own', product: 'any', architecture: 'x64', from: '10.0.22621', to: '' } },
      );
    case 'file':
    case 'folder':
      return pick<ConditionTest>(
        { ...test, path: 'C:\\changed' },
        { ...test, time: test.time === null ? { operator: 'less', value: '20260102030405.000000+000' } : null },
        test.kind === 'folder'
          ? { ...test, path: 'D:\\changed' }
          : { ...test, version: test.version === null ? { operator: 'less', value: '9.9.9' } : null },
      );
    case 'variable':
      return pick(
        { ...test, variable: 'changed' },
        { ...test, operator: 'exists' },
        { ...test, operator: 'like', value: 'x' },
      );
    case 'os-version':
      return pick(
        { ...test, version: '10.0.26100' },
        { ...test, architecture: 'X86' },
        { ...test, operator: 'greater' },
      );
    case 'os-language':
      return { ...test, language: '1031' };
    case 'registry':
      return pick(
        { ...test, key: 'SOFTWARE\\Changed' },
        { ...test, valueName: 'x <y>' },
        { ...test, operator: 'greater', data: '7' },
      );
    case 'query':
      return pick({ ...test, query: 'SELECT "<&>"\nFROM X' }, { ...test, namespace: 'root\\other' });
    case 'software':
      return pick(
        { ...test, productCode: '{changed}' },
        { ...test, name: 'é' },
        { ...test, operator: 'AnyVersion', version: '2' },
      );
  }
}

const expectBack = (session: EditingSession, source: string): void => {
  while (session.position > 0) session.undo();
  expect(session.document.print()).toBe(source);
};

it('[DOC-80] an edited condition differs only where it was edited, and undo gives the first byte back', () => {
  let edits = 0;
  fc.assert(
    fc.property(conditionText, fc.nat(20), fc.nat(11), (text, at, which) => {
      const source = around(text);
      const { session, id, condition } = open(source);
      const lines = linesOf(condition.children).filter((node) => readConditionTest(node) !== null);
      const node = lines[at % Math.max(1, lines.length)];
      const test = node === undefined ? null : readConditionTest(node);
      if (node === undefined || test === null) return;
      const next = writeConditionTest(changed(test, which), node);
      const [own = ''] = session.document.copyCondition(id, [node.key ?? '']);
      session.apply([{ kind: 'setCondition', id, condition: { children: replaced(condition.children, node, next) } }]);
      const after = session.document.print();
      // Everything before and behind the text of this one condition is as it was.
      let common = 0;
      while (common < source.length && source[common] === after[common]) common += 1;
      let behind = 0;
      const most = Math.min(source.length, after.length) - common;
      while (behind < most && source.at(-1 - behind) === after.at(-1 - behind)) behind += 1;
      const places = [...source.matchAll(new RegExp(own.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'g'))];
      const isWithin = places.some(({ index }) => common >= index && source.length - behind <= index + own.length);
      expect(source === after || isWithin).toBe(true);
      // Values that were not changed keep their very text; comments and unknown elements stay.
      const [fresh = ''] = session.document.copyCondition(id, [node.key ?? '']);
      const kept = node.kind === 'expression' ? keptVariables(node, next as ConditionExpression, own) : [];
      for (const one of kept) expect(fresh).toContain(one);
      const count = (whole: string, part: RegExp): number => whole.match(part)?.length ?? 0;
      if (node.kind === 'expression') {
        // Without its last value the element closes itself.
        expect(fresh.startsWith(/^<[^>]*(?=>)/.exec(own)?.[0] ?? '?')).toBe(true);
        expect(count(fresh, /<odd\/>/g)).toBe(count(own, /<odd\/>/g));
        expect(count(fresh, /<!--/g)).toBe(count(own, /<!--/g));
      }
      // What was written is what is read.
      const read = linesOf(session.document.node(id).condition?.children ?? []).find((one) => one.key === node.key);
      expect(readConditionTest(read ?? node)).toEqual(readConditionTest(next));
      edits += 1;
      expectBack(session, source);
    }),
    { numRuns: 600 },
  );
  expect(edits).toBeGreaterThan(300);
});

/** The texts of the variables whose value is the same in both. */
function keptVariables(old: ConditionExpression, next: ConditionExpression, text: string): string[] {
  const texts = text.match(/<variable\b.*?<\/variable>/gs) ?? [];
  return old.variables.flatMap((one, at) => {
    const isSame = next.variables.some(({ name, value: now }) => name === one.name && now === one.value);
    return isSame ? texts.slice(at, at + 1) : [];
  });
}

/** A node as it is read: its own key aside. */
function plain(node: ConditionNode): unknown {
  if (node.kind === 'operator') return { operator: node.operator, children: node.children.map(plain) };
  if (node.kind === 'osConditionGroup') {
    return {
      platforms: node.platforms.map((one) => ({ ...one, expressions: one.expressions.map((each) => plain(each)) })),
    };
  }
  if (node.kind === 'unknown') return node.raw;
  const variables = [...node.variables].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { type: node.type, variables, ignoreQueryFailure: node.ignoreQueryFailure };
}

const newExpression: fc.Arbitrary<ConditionNode> = fc
  .record({
    type: fc.constantFrom(...Object.keys(classes)),
    values: fc.uniqueArray(fc.tuple(fc.stringMatching(/^[A-Z][a-z]{0,5}$/), fc.string()), {
      selector: ([name]) => name,
    }),
    ignoreQueryFailure: fc.boolean(),
  })
  .map(({ type, values, ignoreQueryFailure }): ConditionExpression => {
    // What a text of XML cannot hold is refused, and line breaks are those of the document.
    const variables = values.map(([name, text]) => ({ name, value: text.replace(/[^ -~é\n]/g, '') }));
    return { kind: 'expression', key: null, type, variables, ignoreQueryFailure };
  });
const newPlatforms: fc.Arbitrary<ConditionNode> = fc
  .subarray([...tablePlatforms], { minLength: 1, maxLength: 3 })
  .map((all): OsConditionGroup => {
    return { kind: 'osConditionGroup', key: null, operator: 'or', platforms: all.map((one) => one.platform) };
  });
const newTree = fc.letrec<{ node: ConditionNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    newExpression,
    newPlatforms,
    fc.record({
      kind: fc.constant('operator' as const),
      key: fc.constant(null),
      operator: fc.constantFrom('and', 'or', 'not'),
      children: fc.array(tie('node'), { maxLength: 3 }),
    }),
  ),
})).node;

it.each([
  ['compact', around('')],
  ['indented', around('').replaceAll('><', '>\r\n  <')],
])(
  '[DOC-81] any tree of conditions that is written is read again as the same, in a document that is %s',
  (_name, source) => {
    fc.assert(
      fc.property(fc.array(newTree, { minLength: 1, maxLength: 3 }), (children) => {
        const { session, id } = open(source);
        session.apply([{ kind: 'setCondition', id, condition: { children } }]);
        const again = new SequenceDocument(session.document.print());
        const read = again.node(again.rows()[0]?.id ?? '').condition?.children ?? [];
        expect(read.map(plain)).toEqual(children.map(plain));
        expectBack(session, source);
      }),
      { numRuns: 300 },
    );
  },
);

it('[DOC-82] lines that are moved, removed and put among others keep their texts, and comments stay', () => {
  fc.assert(
    fc.property(conditionText, fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }), (text, order) => {
      const source = around(text);
      const { session, id, condition } = open(source);
      const all = condition.children;
      const chosen = [...new Set(order.map((one) => one % all.length))].flatMap((at) => all.slice(at, at + 1));
      const added = writeConditionTest({ kind: 'variable', variable: 'new', operator: 'exists', value: '' }, null);
      const children = [...chosen.slice(0, 1), added, ...chosen.slice(1)];
      const texts = session.document.copyCondition(
        id,
        chosen.map((one) => one.key ?? ''),
      );
      session.apply([{ kind: 'setCondition', id, condition: { children } }]);
      const keys = session.document.node(id).condition?.children.map((one) => one.key ?? '') ?? [];
      const after = session.document.copyCondition(id, keys);
      expect([...after.slice(0, 1), ...after.slice(2)]).toEqual(texts);
      const notes = (whole: string): number => whole.match(/<!--x-->/g)?.length ?? 0;
      expect(notes(session.document.print())).toBe(notes(source));
      expectBack(session, source);
    }),
    { numRuns: 400 },
  );
});

it('[DOC-83] a bare expression of the other dialect stays bare when it is edited, and gets a condition around more', () => {
  const bare =
    '<expression  type="SMS_TaskSequence_VariableConditionExpression"><variable name="Variable">A</variable><variable name="Operator">Equals</variable><variable name="Value">1</variable></expression>';
  const source = `<sequence version="3.00" name="M" description=""><step name="S" disable="false"><action>cmd</action>${bare}</step></sequence>`;
  const { session, id, condition } = open(source);
  const [old] = condition.children;
  if (old?.kind !== 'expression') throw new Error('it is an expression');
  const next = writeConditionTest({ kind: 'variable', variable: 'A', operator: 'equals', value: '2' }, old);
  session.apply([{ kind: 'setCondition', id, condition: { children: [next] } }]);
  expect(session.document.print()).toBe(source.replace('>1<', '>2<'));
  session.undo();
  const more = { ...next, key: null };
  session.apply([{ kind: 'setCondition', id, condition: { children: [old, more] } }]);
  expect(session.document.print()).toContain(`<condition>${bare}<expression type=`);
  expectBack(session, source);
});
