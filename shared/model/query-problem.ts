import { z } from 'zod';
import { Message } from '../contract/message-shape.ts';

/**
 * What is wrong with a text that a person writes, and where: a stretch in UTF-16 units that lies within the text. A length of
 * nothing is the place itself.
 */
export const QueryProblem = z.strictObject({
  offset: z.int().min(0).max(200_000),
  length: z.int().min(0).max(200_000),
  say: Message,
});
export type QueryProblem = z.infer<typeof QueryProblem>;
