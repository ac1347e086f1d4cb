import fc from 'fast-check';
import type { Condition, ConditionNode } from '#shared/model/condition';
import type { Edit } from '#shared/model/edit';
import { variableKey } from '#shared/model/variable';
import { describeNode, stepDescriptions } from '#shared/steps/catalog';
import type { SequenceDocument } from './document.ts';

/** Every kind of edit; `burst` is several values at once. What matters most comes more often. */
export const wishKinds = [
  ...([
    'insert',
    'insertRaw',
    'remove',
    'move',
    'setName',
    'setDescription',
    'setDisabled',
    'setContinueOnError',
  ] as const),
  ...([
    'setVariable',
    'setVariable',
    'setVariable',
    'burst',
    'burst',
    'setStepOption',
    'wrapInGroup',
    'ungroup',
  ] as const),
  ...(['relink', 'setCondition', 'setCondition', 'setCondition'] as const),
];

/** A wish for an edit, by numbers that are read against what is there when it is made. */
export const editWish = fc.record({
  kind: fc.constantFrom(...wishKinds),
  a: fc.nat(999),
  b: fc.nat(999),
  c: fc.nat(999),
  value: fc.oneof(fc.constantFrom('', 'true', '7', 'LAB00002', '0 3010', ' blank & <b> '), fc.string({ maxLength: 8 })),
});
export type EditWish = typeof editWish extends fc.Arbitrary<infer Wish> ? Wish : never;

const pick = <Item>(list: readonly Item[], at: number): Item | undefined => list[at % Math.max(1, list.length)];

const types = [null, 'Unheard_Of', ...stepDescriptions.map(({ type }) => type)];

function placeOf(document: SequenceDocument, { b, c }: EditWish) {
  const rows = document.rows();
  const after = pick(rows, b);
  if (after !== undefined && c % 2 === 0) return { where: 'after' as const, id: after.id };
  const group = pick([null, ...rows.filter((row) => row.kind === 'group').map((row) => row.id)], b);
  return { where: 'into' as const, parentId: group ?? null };
}

/** Values of several fields of a step at once, as a table or a dialog gives them; one that is taken away among them. */
function burstOf(document: SequenceDocument, id: string, { b, value }: EditWish): Edit[] {
  const node = document.node(id);
  const described = (describeNode(node)?.properties ?? []).flatMap(({ xml }) => (xml === null ? [] : [xml.property]));
  const keys = [...node.variables.map(variableKey), ...described];
  const chosen = [0, 1, 2, 3].flatMap((step) => pick(keys, b + step * 7) ?? []);
  return [...new Set(chosen)].map((property, at) => ({
    kind: 'setVariable',
    id,
    property,
    value: at === 2 ? null : value,
  }));
}

const fresh = (value: string): ConditionNode => ({
  kind: 'expression',
  key: null,
  type: 'SMS_TaskSequence_RegistryConditionExpression',
  variables: [
    { name: 'KeyPath', value: 'HKEY_LOCAL_MACHINE\\Lab' },
    { name: 'Data', value },
  ],
  ignoreQueryFailure: value === 'true',
});

/** The condition of a step with a part more, less, elsewhere, with another value, or in an If statement. */
function conditionOf(document: SequenceDocument, id: string, { b, c, value }: EditWish): Condition | null {
  const children = document.node(id).condition?.children ?? [];
  const at = c % (children.length + 1);
  const node = children[at] ?? fresh(value);
  switch (b % 7) {
    case 0:
      return null;
    case 1:
      return { children: [...children, fresh(value)] };
    case 2:
      return { children: children.toSpliced(at, 1) };
    case 3:
      return { children: [node, ...children.toSpliced(at, 1)] };
    case 4:
      return {
        children: children.toSpliced(at, 1, { kind: 'operator', key: null, operator: 'not', children: [node] }),
      };
    case 5:
      return {
        children: children.toSpliced(at, 1, { kind: 'unknown', key: null, element: 'lab', raw: `<lab>${value}</lab>` }),
      };
    default:
      return { children: children.toSpliced(at, 1, changed(node, value)) };
  }
}

function changed(node: ConditionNode, value: string): ConditionNode {
  if (node.kind === 'operator') return { ...node, operator: 'or', children: [...node.children, fresh(value)] };
  if (node.kind === 'osConditionGroup') return { ...node, platforms: [...node.platforms, ...node.platforms] };
  if (node.kind === 'unknown') return node;
  return { ...node, variables: node.variables.map((one) => ({ ...one, value: one.value + value })) };
}

function ofMany(document: SequenceDocument, ids: string[], wish: EditWish): Edit {
  const { kind, b, c, value } = wish;
  switch (kind) {
    case 'move':
      return { kind, ids, parentId: pick([null, ...document.rows().map((row) => row.id)], b) ?? null, index: c % 4 };
    case 'setDisabled':
      return { kind, ids, disabled: b % 2 === 0 };
    case 'setContinueOnError':
      return { kind, ids, continueOnError: b % 2 === 0 };
    case 'wrapInGroup':
      return { kind, ids, name: value };
    default:
      return { kind: 'remove', ids };
  }
}

const raws = [
  '<step type="Unheard_Of" name="In"><action/></step>',
  '<group name="In"><condition/></group>',
  '<not',
  'text',
];
const options = ['timeoutSeconds', 'runIn', 'successCodes', 'retryCount'] as const;

/**
 * The edits that a wish comes to in a document: one, or several that are one undo step. What the document refuses may be
 * among them. None for a document without rows, but what needs none.
 */
export function editsOf(document: SequenceDocument, wish: EditWish): Edit[] {
  const { kind, a, b, c, value } = wish;
  if (kind === 'insert') return [{ kind, place: placeOf(document, wish), type: pick(types, a) ?? null }];
  if (kind === 'insertRaw') return [{ kind, place: placeOf(document, wish), xml: pick(raws, a) ?? '' }];
  if (kind === 'relink') return [{ kind, links: [{ from: 'LAB00001', to: 'LAB00009' }] }];
  const rows = document.rows();
  const id = pick(rows, a)?.id;
  if (id === undefined) return [];
  switch (kind) {
    case 'setName':
      return [{ kind, id, name: value }];
    case 'setDescription':
      return [{ kind, id, description: value }];
    case 'ungroup':
      return [{ kind, id }];
    case 'setStepOption':
      return [{ kind, id, option: pick(options, b) ?? 'runIn', value: c % 3 === 0 ? null : c % 3 === 1 ? c : value }];
    case 'setCondition':
      return [{ kind, id, condition: conditionOf(document, id, wish) }];
    case 'setVariable':
      return c % 4 === 0
        ? [{ kind, id, property: 'Own', name: 'Own', value }]
        : burstOf(document, id, wish).slice(0, 1);
    case 'burst':
      return burstOf(document, id, wish);
    default: {
      const others = c % 3 === 0 ? rows.slice(b % rows.length, (b % rows.length) + 2) : [];
      return [ofMany(document, [...new Set([id, ...others.map((row) => row.id)])], wish)];
    }
  }
}
