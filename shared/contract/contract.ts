import type { z } from 'zod';
import { clipboardContract } from './areas/clipboard.ts';
import { computerContract } from './areas/computer.ts';
import { conditionContract } from './areas/condition.ts';
import { deviceContract } from './areas/device.ts';
import { referenceContract } from './areas/reference.ts';
import { runContract } from './areas/run.ts';
import { sequenceContract } from './areas/sequence.ts';
import { siteContract } from './areas/site.ts';
import { stateContract } from './areas/state.ts';
import type { Command, Query, Topic } from './define.ts';

/** Everything that crosses the line between a console and the core: the only way across. */
export const contract = Object.freeze({
  ...siteContract,
  ...sequenceContract,
  ...conditionContract,
  ...clipboardContract,
  ...deviceContract,
  ...referenceContract,
  ...runContract,
  ...computerContract,
  ...stateContract,
} as const);

type Contract = typeof contract;
type Callable = Query<z.ZodType, z.ZodType> | Command<z.ZodType, z.ZodType>;

export type MethodName = { [K in keyof Contract]: Contract[K] extends Callable ? K : never }[keyof Contract];
export type TopicName = { [K in keyof Contract]: Contract[K] extends Topic<z.ZodType> ? K : never }[keyof Contract];
/** What a caller writes. */
export type Input<K extends MethodName> = z.input<Contract[K]['input']>;
/** What a handler reads, after parsing. */
export type ParsedInput<K extends MethodName> = z.output<Contract[K]['input']>;
/** What a handler writes. */
export type HandlerOutput<K extends MethodName> = z.input<Contract[K]['output']>;
/** What a caller gets, after parsing. */
export type Output<K extends MethodName> = z.output<Contract[K]['output']>;
export type Payload<K extends TopicName> = z.output<Contract[K]['payload']>;
export type PayloadInput<K extends TopicName> = z.input<Contract[K]['payload']>;
