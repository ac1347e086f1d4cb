import type { z } from 'zod';

/** A call that has no effects and may be repeated. */
export interface Query<Input extends z.ZodType, Output extends z.ZodType> {
  readonly kind: 'query';
  readonly input: Input;
  readonly output: Output;
}
/** A call that changes something. With a `requestId` in the envelope it is carried out once, however often it arrives. */
export interface Command<Input extends z.ZodType, Output extends z.ZodType> {
  readonly kind: 'command';
  readonly input: Input;
  readonly output: Output;
}
/** A push from the host to every connected client. */
export interface Topic<Payload extends z.ZodType> {
  readonly kind: 'event';
  readonly payload: Payload;
}

export function query<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Query<Input, Output> {
  return { kind: 'query', input, output };
}
export function command<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Command<Input, Output> {
  return { kind: 'command', input, output };
}
export function event<Payload extends z.ZodType>(payload: Payload): Topic<Payload> {
  return { kind: 'event', payload };
}
