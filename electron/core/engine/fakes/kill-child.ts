import path from 'node:path';
import { realProcesses } from '../../ports/processes-real.ts';
import { createRunService } from '../run-service.ts';
import { createFileJournal, createFileRuns, createFileSecrets } from './file-stores.ts';
import { createHarness, deviceId, packageId } from './harness.ts';
import { killModel } from './kill-model.ts';

/**
 * A process that is meant to be killed: it carries out a run whose capture never ends, on stores in the folder that its
 * first parameter names. It says `capturing` when it is there.
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('Give a folder');
const harness = createHarness({ device: { drives: { 'C:': folder } } });
harness.dispose();
harness.userState.during = () =>
  new Promise<void>(() => {
    process.stdout.write('capturing\n');
    // Keeps the process alive until it is killed.
    process.stdin.resume();
  });
const service = createRunService({
  ...harness.ports,
  processes: realProcesses,
  journal: createFileJournal(path.join(folder, 'journal')),
  runs: createFileRuns(path.join(folder, 'run'), path.join(folder, 'journal'), createFileSecrets(folder)),
  secrets: createFileSecrets(folder),
});
await service.start({
  ...{ packageId, deviceId, model: killModel(), sequenceName: 'Kill', sequenceRevision: 1 },
  ...{ variables: [], startedBy: 'test' },
});
