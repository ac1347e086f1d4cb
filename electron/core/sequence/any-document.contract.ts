import fc from 'fast-check';
import { toXmlText } from '#shared/model/xml-text';
import { stepDescriptions } from '#shared/steps/catalog';

/** How a generated document is written. */
interface Look {
  readonly isDeploymentToolkit: boolean;
  /** Null for all in one line. */
  readonly eol: '\n' | '\r\n' | null;
}

/** Writes one element with what is in it, laid out as the document is. */
type Write = (look: Look, space: string) => string;

const escapeText = (text: string): string =>
  toXmlText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function element(open: string, name: string, inner: readonly Write[]): Write {
  return (look, space) => {
    if (inner.length === 0) return `<${open}/>`;
    const own = look.eol === null ? '' : `${look.eol}${space}`;
    const deeper = look.eol === null ? '' : `${own}  `;
    const body = inner.map((write) => deeper + write(look, look.eol === null ? '' : `${space}  `)).join('');
    return `<${open}>${body}${own}</${name}>`;
  };
}

const plain =
  (text: string): Write =>
  () =>
    text;

const value = fc.constantFrom(
  '',
  'a',
  'true',
  '3',
  'Lab & "x" <y>',
  ' two  blanks ',
  'LAB00001',
  '%Lab%',
  'é\u{1F600}',
);

const variableConditions = fc
  .tuple(fc.constantFrom('equals', 'exists', 'Like'), value)
  .map(([operator, given]) =>
    element('expression type="SMS_TaskSequence_VariableConditionExpression"', 'expression', [
      plain(`<variable name="Operator">${operator}</variable>`),
      plain(`<variable name="Value">${escapeText(given)}</variable>`),
      plain('<variable name="Variable">_SMSTSInWinPE</variable>'),
    ]),
  );
const oddConditions = fc.constantFrom(
  plain('<whatever this="is"> kept </whatever>'),
  plain('<expression type="Unheard" ignoreQueryFailure="true"/>'),
  element('osConditionGroup type="or"', 'osConditionGroup', [
    element('osExpressionGroup type="and" name="Lab"', 'osExpressionGroup', [
      plain('<platformKey arch="x64" minVer="10.0"/>'),
      plain(
        '<expression type="SMS_TaskSequence_WMIConditionExpression"><variable name="Query">x</variable></expression>',
      ),
    ]),
  ]),
);
const { conditionPart } = fc.letrec<{ conditionPart: Write }>((tie) => ({
  conditionPart: fc.oneof(
    { maxDepth: 3 },
    variableConditions,
    oddConditions,
    fc
      .tuple(fc.constantFrom('and', 'or', 'not'), fc.array(tie('conditionPart'), { maxLength: 3 }))
      .map(([operator, inner]) => element(`operator type="${operator}"`, 'operator', inner)),
  ),
}));
const condition = fc
  .array(conditionPart, { maxLength: 3 })
  .map((inner): Write => element('condition', 'condition', inner));
const conditions = fc.option(condition, { nil: null, freq: 2 }).map((one) => (one === null ? [] : [one]));

const types = ['', 'Unheard_Of', ...stepDescriptions.map(({ type }) => type).filter((type) => type !== '')];

/** Variables of a step as files have them, sorted; some of them such as its type has, with or without values. */
function variablesOf(type: string, values: readonly string[]): Write[] {
  const described = stepDescriptions.find((one) => one.type === type)?.properties ?? [];
  const known = described.flatMap(({ xml }) => (xml === null ? [] : [xml.property])).slice(0, values.length);
  const names = [...new Set([...known, 'Own'])].sort();
  return names.map((name, at) =>
    plain(`<variable name="${name}" property="${name}">${escapeText(values[at] ?? 'x')}</variable>`),
  );
}

const step = fc
  .record({ type: fc.constantFrom(...types), values: fc.array(value, { maxLength: 5 }), conditions, name: value })
  .map(({ type, values, conditions: own, name }): Write => {
    const kind = type === '' ? '' : ` type="${type}"`;
    const open = `step${kind} name="Step ${escapeText(name).replaceAll('"', '&quot;')}" description=""`;
    const list = element('defaultVarList', 'defaultVarList', variablesOf(type, values));
    return (look, space) => {
      // The one dialect has the condition first, the other last.
      const rest = [plain('<action>lab.exe /a: b</action>'), list];
      const more = look.isDeploymentToolkit ? ' startIn=""' : ' runIn="WinPE" successCodeList="0 3010" retryCount="2"';
      return element(
        open + more,
        'step',
        look.isDeploymentToolkit ? [...rest, ...own] : [...own, ...rest],
      )(look, space);
    };
  });

const { row } = fc.letrec<{ row: Write }>((tie) => ({
  row: fc.oneof(
    { maxDepth: 3 },
    step,
    fc.constantFrom(plain('<!-- a note -->'), plain('<oddity><within/></oddity>')),
    fc
      .record({ conditions, rows: fc.array(tie('row'), { maxLength: 4 }) })
      .map(({ conditions: own, rows }) => element('group name="Group" description=""', 'group', [...own, ...rows])),
  ),
}));

/**
 * Texts of task sequences of both dialects, in one line or laid out, with steps of every type, values, conditions of every
 * form, comments and elements that nobody knows.
 */
export const anyDocument: fc.Arbitrary<string> = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 5 }),
    isDeploymentToolkit: fc.boolean(),
    eol: fc.constantFrom(null, '\n' as const, '\r\n' as const),
  })
  .map(({ rows, ...look }) => {
    const references = plain('<referenceList><reference package="LAB00001"/></referenceList>');
    const open = look.isDeploymentToolkit
      ? 'sequence version="3.00" name="Lab" description=""'
      : 'sequence version="3.10"';
    const whole = element(open, 'sequence', look.isDeploymentToolkit ? rows : [references, ...rows]);
    return `${look.eol === null ? '' : `<?xml version="1.0"?>${look.eol}`}${whole(look, '')}${look.eol ?? ''}`;
  });
