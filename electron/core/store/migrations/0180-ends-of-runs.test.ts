import { expect, it } from 'vitest';
import { buildVersion } from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

it('[STO-20] [UI-638] runs of before say how many of their steps failed, and a claim tells that its end was asked for', () => {
  const native = buildVersion(160);
  const run = (id: number, state: string): string => `INSERT INTO run (id, package_id, sequence_name, sequence_revision,
    device_name, state, started_at, started_by, step_total, step_done, incomplete, engine_version, document)
    VALUES (${String(id)}, 'p', 's', 1, 'd', '${state}', 1, 'me', 1, 0, 0, 1, x'00');`;
  const row = (runId: number, ordinal: number, kind: string): string => `INSERT INTO journal
    (run_id, ordinal, version, at, kind, step_id, payload)
    VALUES (${String(runId)}, ${String(ordinal)}, 3, 1, '${kind}', NULL, '{}');`;
  native.exec(run(1, 'succeeded') + run(2, 'succeeded') + run(3, 'running'));
  native.exec(row(1, 1, 'attempt-failed') + row(1, 2, 'step-failed') + row(1, 3, 'step-failed'));
  native.exec(row(2, 1, 'step-succeeded') + row(3, 1, 'step-failed'));
  migrate(native, 180);
  expect(readVersion(native)).toBe(180);
  expect(native.prepare('SELECT id, failed_steps FROM run').raw().all()).toEqual([
    [1, 2],
    [2, 0],
    [3, 0],
  ]);
  native.pragma('foreign_keys = OFF');
  native.exec(`INSERT INTO run_claim (device_id, run_id, process_id, started_at) VALUES ('d', 3, 1, 1)`);
  native.exec('DELETE FROM change');
  native.exec('UPDATE run_claim SET lease_until = 9');
  native.exec('UPDATE run_claim SET cancel_asked_at = 9');
  expect(native.prepare('SELECT kind, id FROM change').raw().all()).toEqual([['runs', '3']]);
  native.close();
});
