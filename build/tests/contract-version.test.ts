import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '#shared/contract/contract';
import { ClientMessage, CONTRACT_VERSION, ServerMessage } from '#shared/contract/envelope';

/**
 * The shape of all that crosses the line, and the version that it has. Whoever changes the shape puts its new hash here,
 * and raises the version where a page or a core of before could not read it: a new member of a strict object is that too.
 */
const known = { version: 10, shape: '4677e4915548380be3c52e96b0be0591bd8165498e665d46c2a3826ae169e617' };

/** One hash of all schemas; those that several have are named once, or this would be hundreds of megabytes. */
function hashOf(schemas: Readonly<Record<string, z.ZodType>>): string {
  const shape = z.toJSONSchema(z.object(schemas), { unrepresentable: 'any', io: 'input', reused: 'ref' });
  return createHash('sha256').update(JSON.stringify(shape)).digest('hex');
}

function schemasOfContract(): Record<string, z.ZodType> {
  const all: Record<string, z.ZodType> = { ClientMessage, ServerMessage };
  for (const [name, entry] of Object.entries(contract)) {
    if (entry.kind === 'event') all[`event ${name}`] = entry.payload;
    else {
      all[`${entry.kind} ${name} input`] = entry.input;
      all[`${entry.kind} ${name} output`] = entry.output;
    }
  }
  return all;
}

it('[BLD-41] what crosses the line does not change without a look at the version of the contract', () => {
  expect({ version: CONTRACT_VERSION, shape: hashOf(schemasOfContract()) }).toEqual(known);
});

it('[BLD-41] a new member, another limit and a new code are other shapes', () => {
  const one = z.strictObject({ name: z.string().max(5), code: z.enum(['a', 'b']) });
  const others = [
    one.extend({ size: z.int() }),
    one.extend({ size: z.int().optional() }),
    one.extend({ name: z.string().max(6) }),
    one.extend({ code: z.enum(['a', 'b', 'c']) }),
  ];
  expect(new Set([one, ...others].map((schema) => hashOf({ schema }))).size).toBe(others.length + 1);
});
