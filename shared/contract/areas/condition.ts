import { z } from 'zod';
import { QueryProblem } from '../../model/query-problem.ts';
import { query } from '../define.ts';

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
} as const;
