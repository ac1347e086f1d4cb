import { z } from 'zod';
import { QueryProblem } from '../../model/query-problem.ts';
import { InstallerFacts } from '../../model/installer.ts';
import { command, query } from '../define.ts';
import { ImportSource } from './sequence.ts';

/** As long as a value of a condition may be: what is longer than the field takes is told as a problem, not refused. */
const Written = z.string().max(100_000);
const Checked = z.strictObject({ problem: QueryProblem.nullable() });

/** What a person needs while making a condition. */
export const conditionContract = {
  /** The first place where a query of WMI (WQL) is wrong; null for one that can be run. */
  'editor.checkQuery': query(
    () => z.strictObject({ query: Written }),
    () => Checked,
  ),
  /** The same for a namespace of WMI: `root`, and names below it. */
  'editor.checkNamespace': query(
    () => z.strictObject({ namespace: Written }),
    () => Checked,
  ),
  /** Many of both at once, for the conditions of a sequence: what is wrong with each, in their order. */
  'editor.checkQueries': query(
    () => z.strictObject({ queries: z.array(Written).max(100), namespaces: z.array(Written).max(100) }),
    () =>
      z.strictObject({
        queries: z.array(QueryProblem.nullable()).max(100),
        namespaces: z.array(QueryProblem.nullable()).max(100),
      }),
  ),
  /** Product and versions of an installer (.msi), for the condition "Installed Software". An upload ends with the call. */
  'editor.readInstaller': command(
    () => z.strictObject({ source: ImportSource }),
    () => InstallerFacts,
  ),
} as const;
