import { expect, it } from 'vitest';
import type { Edit } from '#shared/model/edit';
import { SequenceDocument } from './document.ts';
import { EditingSession } from './editing-session.ts';

/** A sequence of the field's form: groups of twenty steps, a condition of three tests on each. */
function largeSequence(steps: number): string {
  const condition = (at: number): string =>
    `<condition><operator type="or"><operator type="and"><expression type="SMS_TaskSequence_VariableConditionExpression"><variable name="Operator">equals</variable><variable name="Value">v${String(at)}</variable><variable name="Variable">VAR${String(at % 50)}</variable></expression><expression type="SMS_TaskSequence_WMIConditionExpression"><variable name="Namespace">root\\cimv2</variable><variable name="Query">SELECT * FROM Win32_ComputerSystem WHERE Model LIKE "%L${String(at)}%"</variable></expression></operator></operator></condition>`;
  const step = (at: number): string =>
    `<step type="SMS_TaskSequence_RunCommandLineAction" name="Run ${String(at)}" description="" timeout="900" runIn="WinPEandFullOS" successCodeList="0 3010" retryCount="0" runFromNet="false">${condition(at)}<action>smsswd.exe /run: cmd /c echo ${String(at)}</action><defaultVarList><variable name="CommandLine" property="CommandLine" hidden="true">cmd /c echo ${String(at)}</variable><variable name="SMSTSDisableWow64Redirection" property="DisableWow64Redirection">false</variable><variable name="_SMSTSRunCommandLineAsUser" property="RunAsUser">false</variable><variable name="SuccessCodes" property="SuccessCodes" hidden="true">0 3010</variable></defaultVarList></step>`;
  const groups = Array.from({ length: steps / 20 }, (_, group) => {
    const inside = Array.from({ length: 20 }, (_one, at) => step(group * 20 + at));
    return `<group name="Group ${String(group)}" description="">${condition(group)}${inside.join('')}</group>`;
  });
  return `<sequence version="3.10">${groups.join('')}</sequence>\r\n`;
}

/** The middle of several measures, in milliseconds. */
function median(times: number, work: (round: number) => void): number {
  const all = Array.from({ length: times }, (_, round) => {
    const start = performance.now();
    work(round);
    return performance.now() - start;
  });
  return all.sort((a, b) => a - b)[times >> 1] ?? 0;
}

// Four times what the rule says: the machine may be busy, and what this is to catch are regressions by an order.
const allowance = 4;

it('[DOC-18] 5,000 steps open and are edited at the speed of a hand', () => {
  const source = largeSequence(5000);
  const opening = median(3, () => new SequenceDocument(source));
  let now = 0;
  const clock = { now: () => (now += 10_000), wait: () => Promise.resolve() };
  const session = new EditingSession(new SequenceDocument(source), clock);
  const rows = session.document.rows();
  const steps = rows.filter((row) => row.kind === 'step').map((row) => row.id);
  const groups = rows.filter((row) => row.kind === 'group').map((row) => row.id);
  const at = (round: number): string => steps[2500 + round] ?? '';
  const edits: Record<string, (round: number) => Edit> = {
    rename: (round) => ({ kind: 'setName', id: at(round), name: `Renamed ${String(round)}` }),
    disable: (round) => ({ kind: 'setDisabled', ids: [at(round)], disabled: true }),
    variable: (round) => ({ kind: 'setVariable', id: at(round), property: 'CommandLine', value: `x ${String(round)}` }),
    move: (round) => ({ kind: 'move', ids: [at(round)], parentId: groups[round] ?? null, index: 3 }),
    insert: (round) => ({
      kind: 'insert',
      place: { where: 'after', id: at(round) },
      type: 'SMS_TaskSequence_RebootAction',
    }),
    remove: (round) => ({ kind: 'remove', ids: [at(round)] }),
  };
  const measured = Object.entries(edits).map(
    ([name, make]) => [name, median(9, (round) => session.apply([make(round)]))] as const,
  );
  const undo = median(9, () => session.undo());
  process.stdout.write(
    `5,000 steps: open ${opening.toFixed(0)} ms, ${[...measured, ['undo', undo] as const].map(([name, ms]) => `${name} ${ms.toFixed(1)}`).join(', ')} ms\n`,
  );
  expect(opening).toBeLessThan(1000 * allowance);
  for (const [name, ms] of [...measured, ['undo', undo] as const]) expect(ms, name).toBeLessThan(20 * allowance);
  while (session.position > 0) session.undo();
  expect(session.document.print() === source).toBe(true);
});
