import type { SequenceDialect } from '#shared/model/sequence';
import { configurationManager } from './configuration-manager.ts';
import { deploymentToolkit } from './deployment-toolkit.ts';
import type { Dialect } from './dialect.ts';

const dialects: Readonly<Record<SequenceDialect, Dialect>> = { cm: configurationManager, mdt: deploymentToolkit };

/** What is particular to a dialect. */
export function dialectOf(id: SequenceDialect): Dialect {
  return dialects[id];
}
