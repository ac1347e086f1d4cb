import fs from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { RunId } from '#shared/model/ids';
import type { RunRow } from '#shared/model/run';
import { createFakeProcesses } from '../ports/fakes/fake-processes.ts';
import { createHarness, type Harness } from './fakes/harness.ts';
import { command, makeModel } from './fakes/model.ts';
import { presentBehaviours } from './behaviours.ts';
import { readJournal } from './journal.ts';
import { bringForward, JOURNAL_VERSION } from './journal-versions.ts';
import type { StoredJournalRow } from './ports.ts';

const runId = RunId.parse(1);
const open: Harness[] = [];
function harness(): Harness {
  const made = createHarness({ processes: createFakeProcesses(undefined, 'cmd') });
  open.push(made);
  return made;
}
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

/** A recorded run on stores of now. */
function recorded(h: Harness, name: string): void {
  const text = fs.readFileSync(new URL(`./journals/${name}`, import.meta.url), 'utf8');
  const { row, engineVersion, document, journal } = JSON.parse(text) as {
    row: RunRow;
    engineVersion: number;
    document: unknown;
    journal: StoredJournalRow[];
  };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  h.runs.kept.set(runId, { row, engineVersion, document: bytes });
  h.journal.rows.set(runId, journal);
}
const attempts = async (h: Harness) => (await h.service.view(runId)).steps[0]?.attempts;

describe('behaviours', () => {
  it('[ENG-131] a run of an earlier engine that is resumed goes on as it began: what was tried again is tried again', async () => {
    const h = harness();
    recorded(h, '1/too-long-command-between-tries.json');
    await h.service.resume(runId);
    expect((await h.service.whenEnded(runId)).error?.code).toBe('COMMAND_TOO_LONG');
    expect(await attempts(h)).toBe(3);
  });

  it('[ENG-16] [ENG-131] a run that begins now does not try a command again that no shell takes, and says so in its journal', async () => {
    const h = harness();
    await h.carryOut(makeModel([command(`tool ${'x'.repeat(9000)}`, { retryCount: 2 })]));
    expect(await attempts(h)).toBe(1);
    const begun = h.journal.rows.get(runId)?.find(({ kind }) => kind === 'run-started');
    expect(JSON.parse(begun?.payload ?? '')).toMatchObject({ behaviours: presentBehaviours });
  });
});

describe('versions of the journal', () => {
  const row = (version: number, body: object): StoredJournalRow => {
    return { ordinal: 1, version, at: 5, kind: 'k', nodeId: null, payload: JSON.stringify(body) };
  };

  it('[ENG-130] a row of version 1 says the same in the words of now', () => {
    const begun = { kind: 'run-started', environment: 'FullOS', variables: [] };
    expect(readJournal(runId, [row(1, begun)])[0]?.body).toEqual({ ...begun, behaviours: [], owner: null });
    const left = { kind: 'group-left', number: 3, outcome: 'failed' };
    expect(readJournal(runId, [row(1, left)])[0]?.body).toEqual(left);
  });

  it('[ENG-130] bringing forward changes nothing that was given, and not what is of now', () => {
    const begun = Object.freeze({ kind: 'run-started', environment: 'FullOS', variables: Object.freeze([]) });
    bringForward(begun, 1);
    expect(bringForward(begun, JOURNAL_VERSION)).toBe(begun);
  });

  it.each([0, -1, 1.5, JOURNAL_VERSION + 1])('[ENG-5] [ENG-130] version %s is refused', (version) => {
    const body = { kind: 'run-resumed' };
    expect(() => readJournal(runId, [row(version, body)])).toThrow(
      expect.objectContaining({ code: 'RUN_VERSION_UNKNOWN' }),
    );
  });

  it('[ENG-131] a behaviour that this engine does not know is refused, never guessed at', () => {
    const begun = { kind: 'run-started', environment: 'FullOS', variables: [], behaviours: ['from-a-later-engine'] };
    expect(() => readJournal(runId, [row(2, begun)])).toThrow(expect.objectContaining({ code: 'RUN_VERSION_UNKNOWN' }));
  });
});
