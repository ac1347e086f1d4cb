import fc from 'fast-check';
import type { WqlConstant, WqlOperand, WqlProperty, WqlQuery, WqlTest, WqlVariable } from './syntax.ts';

/** Prints a tree as a person would write it; the other way round from the parser, and written without a look at it. */
export function printQuery(query: WqlQuery): string {
  if (query.kind === 'unknown') return query.text;
  if (query.kind !== 'select') {
    const clauses = query.clauses.map(({ name, value }) => (value === null ? name : `${name} = ${value}`));
    const where = clauses.length === 0 ? '' : ` WHERE ${clauses.join(' ')}`;
    return `${query.kind} OF {${query.object}}${where}`;
  }
  const columns =
    query.columns === 'all' ? '*' : query.columns === 'count' ? 'COUNT(*)' : query.columns.map(printOperand).join(', ');
  const alias = query.alias === null ? '' : ` ${query.alias}`;
  const where = query.where === null ? '' : ` WHERE ${printTest(query.where)}`;
  return `SELECT ${columns} FROM ${query.className}${alias}${where}`;
}

function printOperand(operand: WqlOperand): string {
  switch (operand.kind) {
    case 'variable':
    case 'number':
      return operand.text;
    case 'text':
      return `'${operand.value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    case 'boolean':
      return operand.value ? 'TRUE' : 'False';
    case 'null':
      return 'null';
    case 'property':
      return operand.path.map(({ name, index }) => (index === null ? name : `${name}[${String(index)}]`)).join('.');
  }
}

const inBrackets = (test: WqlTest): string =>
  test.kind === 'and' || test.kind === 'or' ? `(${printTest(test)})` : printTest(test);

function printTest(test: WqlTest): string {
  switch (test.kind) {
    case 'variable':
      return test.text;
    case 'not':
      return `NOT ${inBrackets(test.test)}`;
    case 'and':
    case 'or':
      return test.tests.map(inBrackets).join(` ${test.kind} `);
    case 'isNull':
      return `${printOperand(test.operand)} IS ${test.isNegated ? 'NOT ' : ''}NULL`;
    case 'isa':
      return `${printOperand(test.operand)} ISA ${test.className}`;
    case 'compare': {
      const { operator } = test;
      const sign = typeof operator !== 'string' ? operator.text : operator === 'notLike' ? 'NOT LIKE' : operator;
      return `${printOperand(test.left)} ${sign} ${printOperand(test.right)}`;
    }
  }
}

const name = fc.constantFrom('Name', '__CLASS', 'Größe', 'count', 'Win32_Battery', 'w1');
const index = fc.option(fc.nat(99), { nil: null, freq: 3 });
const property: fc.Arbitrary<WqlProperty> = fc.record({
  kind: fc.constant('property'),
  path: fc.array(fc.record({ name, index }), { minLength: 1, maxLength: 3 }),
});
const variable: fc.Arbitrary<WqlVariable> = fc.record({
  kind: fc.constant('variable'),
  text: fc.constantFrom('%Lab%', 'Win32_%Lab%', '%_SMSTSMake%%A-b%', '1%x%0'),
});
const text: fc.Arbitrary<WqlConstant> = fc.record({
  kind: fc.constant('text'),
  value: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('%a%', 'C:\\', "it's", '"', '\\\\.\\', '\u{1F600}')),
});
const constant: fc.Arbitrary<WqlConstant> = fc.oneof(
  text,
  fc.record({
    kind: fc.constant('number'),
    text: fc.constantFrom('0', '-12', '18446744073709551615', '1.5e3', '0xFf'),
  }),
  fc.record({ kind: fc.constant('boolean'), value: fc.boolean() }),
  fc.record({ kind: fc.constant('null') }),
);
const sign = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');
const like = fc.constantFrom('like', 'notLike');
const compare = fc.constant('compare');
const single: fc.Arbitrary<WqlTest> = fc.oneof(
  fc.record({ kind: compare, operator: sign, left: property, right: fc.oneof(constant, variable) }),
  fc.record({ kind: compare, operator: sign, left: constant, right: property }),
  fc.record({ kind: compare, operator: sign, left: variable, right: fc.oneof(constant, property, variable) }),
  fc.record({ kind: compare, operator: like, left: property, right: fc.oneof(text, variable) }),
  fc.record({ kind: compare, operator: variable, left: property, right: constant }),
  fc.record({ kind: fc.constant('isNull'), operand: property, isNegated: fc.boolean() }),
  fc.record({ kind: fc.constant('isa'), operand: property, className: name }),
  variable,
);

const { test } = fc.letrec<{ test: WqlTest }>((tie) => ({
  test: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    single,
    fc.record({ kind: fc.constant('not'), test: tie('test') }),
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      tests: fc.array(tie('test'), { minLength: 2, maxLength: 4 }),
    }),
  ),
}));

const clause = fc.oneof(
  fc.record({ name: fc.constantFrom('ResultClass', 'role', 'RequiredQualifier'), value: name }),
  fc.record({ name: fc.constantFrom('KeysOnly', 'ClassDefsOnly'), value: fc.constant(null) }),
);

/** Trees of every kind of query that can be written down and read again as they were. */
export const queryTrees: fc.Arbitrary<WqlQuery> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('select'),
      columns: fc.oneof(
        fc.constantFrom('all', 'count'),
        fc.array(fc.oneof(property, variable), { minLength: 1, maxLength: 4 }),
      ),
      className: fc.constantFrom('Win32_Battery', 'meta_class', '%Class%'),
      alias: fc.constantFrom(null, 'b'),
      where: fc.option(test, { nil: null, freq: 9 }),
      rest: fc.constant(''),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('associators', 'references'),
      object: fc.constantFrom("Win32_Directory.Name='C:\\\\a}b'", 'A.B="\\"}",C=3', 'Win32_Lab=@'),
      clauses: fc.array(clause, { maxLength: 3 }),
    }),
  },
);
