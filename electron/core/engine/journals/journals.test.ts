import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RunId } from '#shared/model/ids';
import type { RunRow, RunView } from '#shared/model/run';
import { decide } from '../decide.ts';
import { createHarness } from '../fakes/harness.ts';
import { foldJournal } from '../fold.ts';
import { JournalBody, readJournal } from '../journal.ts';
import { makePlan } from '../plan.ts';
import type { StoredJournalRow } from '../ports.ts';
import { readRunDocument } from '../run-document.ts';

interface Recorded {
  readonly engineVersion: number;
  readonly row: RunRow;
  readonly document: unknown;
  readonly journal: StoredJournalRow[];
  readonly expected: Pick<RunView, 'row' | 'steps' | 'variables' | 'environment'> & Partial<Pick<RunView, 'left'>>;
}

const files = fs
  .readdirSync(new URL('.', import.meta.url), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.json'));
const runId = RunId.parse(1);

describe('recorded journals', () => {
  it('[ENG-9] there is at least one', () => {
    expect(files).not.toEqual([]);
  });

  it.each(files)('[ENG-9] %s gives the view that was recorded with it', async (name) => {
    const text = fs.readFileSync(new URL(name, import.meta.url), 'utf8');
    const recorded = JSON.parse(text) as Recorded;
    const document = new TextEncoder().encode(JSON.stringify(recorded.document));
    const harness = createHarness();
    harness.runs.kept.set(runId, { row: recorded.row, engineVersion: recorded.engineVersion, document });
    harness.journal.rows.set(runId, recorded.journal);
    const { row, steps, variables, environment, left } = await harness.service.view(runId);
    harness.dispose();
    // Later views say more; what was said then is said still.
    expect({ row, steps, variables, environment, left }).toMatchObject(recorded.expected);
    expect(text).not.toContain('wh0le-secret');
  });

  it.each(files)('[ENG-9] %s is decided the same way again, row by row', (name) => {
    const recorded = JSON.parse(fs.readFileSync(new URL(name, import.meta.url), 'utf8')) as Recorded;
    const document = new TextEncoder().encode(JSON.stringify(recorded.document));
    const plan = makePlan(readRunDocument(runId, recorded.engineVersion, document));
    const rows = readJournal(runId, recorded.journal);
    const decisions = rows.map((_row, index) => decide(plan, foldJournal(plan, rows.slice(0, index))).kind);
    const expected = rows.map(({ body }) => {
      if (body.kind === 'run-created' || body.kind === 'run-started' || body.kind === 'run-resumed')
        return expect.any(String) as string;
      const kinds = {
        'condition-evaluated': 'evaluate-condition',
        'row-skipped': 'skip',
        'group-entered': 'enter-group',
        'group-left': 'leave-group',
        'step-started': 'start-step',
        'device-restarted': 'restart-device',
        'run-ended': 'end',
      } as const;
      // An outcome follows a step that was started; asked before it, the engine would recover that step.
      return body.kind in kinds ? kinds[body.kind as keyof typeof kinds] : 'recover-step';
    });
    expect(decisions).toEqual(expected);
  });
});

describe('coverage of the recordings', () => {
  it('[ENG-9] every kind of row is recorded', () => {
    const kinds = files.flatMap((name) => {
      const text = fs.readFileSync(new URL(name, import.meta.url), 'utf8');
      return (JSON.parse(text) as Recorded).journal.map((row) => row.kind);
    });
    const all = JournalBody.options.map((option) => option.shape.kind.value);
    expect([...new Set(kinds)].sort()).toEqual([...all].sort());
  });
});
