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

/** A schema that is made when it is first asked for: a page asks for a few of them, and all of them take long to make. */
function once<Schema extends z.ZodType>(make: () => Schema): () => Schema {
  let made: Schema | undefined;
  return () => (made ??= make());
}

function call<Kind extends 'query' | 'command', Input extends z.ZodType, Output extends z.ZodType>(
  kind: Kind,
  input: () => Input,
  output: () => Output,
) {
  const [inputOnce, outputOnce] = [once(input), once(output)];
  return {
    kind,
    get input() {
      return inputOnce();
    },
    get output() {
      return outputOnce();
    },
  };
}

/** Declares a query of the contract. Both schemas are made at their first use. */
export function query<Input extends z.ZodType, Output extends z.ZodType>(
  input: () => Input,
  output: () => Output,
): Query<Input, Output> {
  return call('query', input, output);
}

/** Declares a command of the contract. Both schemas are made at their first use. */
export function command<Input extends z.ZodType, Output extends z.ZodType>(
  input: () => Input,
  output: () => Output,
): Command<Input, Output> {
  return call('command', input, output);
}

/** Declares an event of the contract. Its schema is made at its first use. */
export function event<Payload extends z.ZodType>(payload: () => Payload): Topic<Payload> {
  const payloadOnce = once(payload);
  return {
    kind: 'event',
    get payload() {
      return payloadOnce();
    },
  };
}
