import type { z } from 'zod';

/** What a page must show and never act on: an escape, marks of direction, a bell, a line break, nothing with a name. */
export const hostileName = 'in\u202egnp.exe\u001b[2J\u0007\n\u200b\u2066z';
/** The same, as somebody would look for it in what is shown. */
export const acting =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069]/;

/** What a text may have to look like instead, by its schema. */
const tamer = [
  'WAY00001',
  '5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a01',
  'a',
  '{4F1B3A7C-0000-4000-8000-000000000001}',
  'C:',
  'LAB',
  'n1',
  'notes:file-plain',
  'notes:secrets-moved',
];

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly keyType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly items?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly in?: z.ZodType;
  readonly getter?: () => z.ZodType;
}

function firstOf(schema: z.ZodType, given: readonly unknown[]): unknown {
  return given.find((one) => schema.safeParse(one).success);
}

function makeUnion(options: readonly z.ZodType[], depth: number): unknown {
  // The richest of what may stand there.
  const made = options
    .map((one) => makeHostile(one, depth + 1))
    .filter((one, index) => one !== undefined && options[index]?.safeParse(one).success === true);
  return made.sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0];
}

function makeObject(shape: Readonly<Record<string, z.ZodType>>, depth: number): unknown {
  const entries = Object.entries(shape).map(([name, one]) => {
    // A list begins with its first row, and nothing lies in itself.
    if (name === 'offset') return [name, 0];
    if (name === 'parentId') return [name, null];
    return [name, makeHostile(one, depth + 1)];
  });
  return Object.fromEntries(entries);
}

/** An answer of this form in which every text that may be anything is a hostile name, and every list has one entry. */
export function makeHostile(schema: z.ZodType, depth = 0): unknown {
  const def = schema._zod.def as unknown as Definition;
  if (depth > 12) return undefined;
  switch (def.type) {
    case 'string':
      return firstOf(schema, [hostileName, ...tamer]);
    case 'number':
      return firstOf(schema, [1, 0, 100, -1]);
    case 'boolean':
      return true;
    case 'literal':
      return def.values?.[0];
    case 'enum':
      return Object.values(def.entries ?? {})[0];
    case 'array':
      return [def.element === undefined ? undefined : makeHostile(def.element, depth + 1)].filter(
        (one) => one !== undefined,
      );
    case 'object':
      return makeObject(def.shape ?? {}, depth);
    case 'record': {
      const key = def.keyType === undefined ? undefined : makeHostile(def.keyType, depth + 1);
      return typeof key === 'string' && def.valueType !== undefined
        ? { [key]: makeHostile(def.valueType, depth + 1) }
        : {};
    }
    case 'union':
      return makeUnion(def.options ?? [], depth);
    case 'tuple':
      return (def.items ?? []).map((one) => makeHostile(one, depth + 1));
    case 'lazy':
      return def.getter === undefined ? undefined : makeHostile(def.getter(), depth + 1);
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
    case 'nonoptional':
      return def.innerType === undefined ? undefined : (makeHostile(def.innerType, depth + 1) ?? null);
    case 'pipe':
      return def.in === undefined ? undefined : makeHostile(def.in, depth + 1);
    case 'null':
      return null;
    default:
      return undefined;
  }
}
