import type { ConditionExpression, ConditionNode, ConditionOperator, OsConditionGroup } from '#shared/model/condition';
import { expressionTypes, expressionValue } from '#shared/model/condition';
import type { SequenceDocument } from './document.ts';
import type { EditingSession } from './editing-session.ts';
import { differsOnlyWithin } from './corpus-texts.ts';

/** How often parts of conditions of one kind were changed, moved, put into an If statement and taken away. */
export interface ConditionCounts {
  changed: number;
  moved: number;
  nested: number;
  removed: number;
}

/** What a change of a condition is to do, and the text in which it may do it. */
interface Change {
  readonly what: keyof ConditionCounts;
  readonly children: readonly ConditionNode[];
  /** The text of the node where only its value changes; null where the whole condition may. */
  readonly within: string | null;
}

const kinds: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(expressionTypes).map(([kind, type]) => [type, kind]),
);

/** What a node is called in the counts: its kind, of an expression that of its class. */
export function kindOfCondition(node: ConditionNode): string {
  return node.kind === 'expression' ? (kinds[node.type] ?? node.type) : node.kind;
}

/** Of each class the variables that a person changes, with another value for each. */
const otherValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [expressionTypes.variable]: { Value: 'Checked & "more"', Operator: 'notEquals' },
  [expressionTypes.wmi]: { Query: "SELECT * FROM Win32_Checked WHERE Name = 'a & b'", Namespace: 'root\\checked' },
  [expressionTypes.file]: { Path: 'C:\\Checked.exe', Version: '1.2.3.4' },
  [expressionTypes.folder]: { Path: 'C:\\Checked', DateTime: '20200102030405.000000+000' },
  [expressionTypes.registry]: { Data: 'Checked', KeyPath: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Checked' },
  [expressionTypes.software]: { ProductName: 'Checked', Version: '1.2.3' },
};

function withValue(node: ConditionExpression, name: string, value: string): ConditionExpression {
  const known = node.variables.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const variables = node.variables.map((one) => (one === known ? { ...one, value } : one));
  return { ...node, variables: known === undefined ? [...variables, { name, value }] : variables };
}

function otherExpressions(node: ConditionExpression): ConditionExpression[] {
  const named = Object.entries(otherValues[node.type] ?? {}).filter(
    ([name, value]) => expressionValue(node, name) !== value,
  );
  const [first] = node.variables;
  // A class that is not known has its first value changed; one without any cannot differ.
  if (named.length === 0) return first === undefined ? [] : [withValue(node, first.name, `${first.value}x`)];
  return named.map(([name, value]) => withValue(node, name, value));
}

/** A platform less, or the only one under another name. */
function otherPlatforms(node: OsConditionGroup): OsConditionGroup {
  const { platforms } = node;
  if (platforms.length > 1) return { ...node, platforms: platforms.slice(0, -1) };
  return { ...node, platforms: platforms.map((one) => ({ ...one, name: `${one.name} checked` })) };
}

const otherOperator: Readonly<Record<ConditionOperator, ConditionOperator>> = { and: 'or', or: 'not', not: 'and' };

/** The node with another value that fits its kind; one that nobody understands as it is, to see that it stays so. */
function otherNodes(node: ConditionNode): ConditionNode[] {
  switch (node.kind) {
    case 'expression':
      return otherExpressions(node);
    case 'osConditionGroup':
      return [otherPlatforms(node)];
    case 'operator':
      return [{ ...node, operator: otherOperator[node.operator] }];
    case 'unknown':
      return [node];
  }
}

/** The list with the node at a path of indexes changed into others. */
function replaceAt(
  nodes: readonly ConditionNode[],
  [at = 0, ...rest]: readonly number[],
  change: (siblings: readonly ConditionNode[], at: number) => readonly ConditionNode[],
): readonly ConditionNode[] {
  if (rest.length === 0) return change(nodes, at);
  return nodes.map((one, index) =>
    index === at && one.kind === 'operator' ? { ...one, children: [...replaceAt(one.children, rest, change)] } : one,
  );
}

const become =
  (...made: readonly ConditionNode[]) =>
  (siblings: readonly ConditionNode[], at: number) =>
    siblings.toSpliced(at, 1, ...made);

/** Every node of a condition with its path, from the top. */
function listNodes(
  nodes: readonly ConditionNode[],
  path: readonly number[] = [],
): { node: ConditionNode; path: readonly number[] }[] {
  return nodes.flatMap((node, at) => [
    { node, path: [...path, at] },
    ...(node.kind === 'operator' ? listNodes(node.children, [...path, at]) : []),
  ]);
}

/** Each thing that a person does to one node: another value, another place, an If statement around it, away with it. */
function planChanges(
  children: readonly ConditionNode[],
  { node, path }: { node: ConditionNode; path: readonly number[] },
  within: string,
): Change[] {
  const edited = otherNodes(node).map((other): Change => {
    return { what: 'changed', children: replaceAt(children, path, become(other)), within };
  });
  const nested = become({ kind: 'operator', key: null, operator: 'or', children: [node] });
  const moved = replaceAt(children, path, become());
  // To the other end of the condition; the only one has no other place.
  const isFirst = path.length === 1 && path[0] === 0;
  const other = isFirst ? [...moved, node] : [node, ...moved];
  return [
    ...edited,
    ...(children.length === 1 && path.length === 1 ? [] : [{ what: 'moved', children: other, within: null } as const]),
    { what: 'nested', children: replaceAt(children, path, nested), within: null },
    { what: 'removed', children: moved, within: null },
  ];
}

const element = /<condition\b[^<>]*(?:\/>|>[\s\S]*?<\/condition>)/;
const bare = /<expression\b[^<>]*(?:\/>|>[\s\S]*?<\/expression>)/;

/** The text of the condition in the own text of its row: an element of its own, or one expression without it (MDT). */
function conditionIn(own: string): string {
  return (element.exec(own) ?? bare.exec(own))?.[0] ?? '';
}

/** Whether the text after is the one before without the part and white space. The part may stand there more than once. */
function isWithout(before: string, after: string, part: string): boolean {
  // A row with nothing left in it closes itself.
  const squeeze = (text: string): string =>
    text.replace(/\s+/g, '').replace(/\/>|><\/(?:group|step|subtasksequence)>/g, '>');
  for (let at = before.indexOf(part); at !== -1; at = before.indexOf(part, at + 1)) {
    if (squeeze(before.slice(0, at) + before.slice(at + part.length)) === squeeze(after)) return true;
  }
  return false;
}

/** What is wrong with the texts of a change, or undefined. */
function compare(change: Change, before: string, after: string, condition: string): string | undefined {
  if (change.children.length === 0) {
    // With its last part the whole condition goes, and the white space before it.
    return isWithout(before, after, condition) ? undefined : 'changed something else';
  }
  return differsOnlyWithin(before, after, change.within ?? condition) ? undefined : 'changed something else';
}

function checkChange(session: EditingSession, id: string, change: Change, before: string): string | undefined {
  const { document } = session;
  const condition = conditionIn(document.ownText(id));
  const given = change.children.length === 0 ? null : { children: [...change.children] };
  const { touched, entry } = session.apply([{ kind: 'setCondition', id, condition: given }]);
  if (touched.some((one) => one !== id)) return 'touched another step';
  const after = document.print();
  if (entry === undefined) return after === before ? undefined : 'changed without a step to undo';
  const wrong = compare(change, before, after, condition);
  session.undo();
  return wrong ?? (document.print() === before ? undefined : 'undo differs');
}

function describe(document: SequenceDocument, id: string) {
  return document.node(id).condition?.children ?? [];
}

/**
 * Changes, moves, nests and removes every part of every condition, one after the other, each undone: what differs lies in the
 * condition, of another value in its own part, and undo gives the bytes back. Answers the row and the part that went
 * wrong, or undefined. `counts` is added to. Rule: DOC-90.
 */
export function checkConditions(session: EditingSession, counts: Map<string, ConditionCounts>): string | undefined {
  const { document } = session;
  const before = document.print();
  for (const [at, { id }] of document.rows().entries()) {
    const children = describe(document, id);
    for (const listed of listNodes(children)) {
      const kind = kindOfCondition(listed.node);
      const [within = ''] = document.copyCondition(id, [listed.node.key ?? '']);
      for (const change of planChanges(children, listed, within)) {
        const wrong = checkChange(session, id, change, before);
        if (wrong !== undefined)
          return `row ${String(at + 1)}, condition ${listed.path.join('.')} ${change.what}: ${wrong}`;
        const count = counts.get(kind) ?? { changed: 0, moved: 0, nested: 0, removed: 0 };
        count[change.what] += 1;
        counts.set(kind, count);
      }
    }
  }
  return undefined;
}
