import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createEditing } from '#core/editing/editing';
import type { Editing, SessionCall } from '#core/editing/editing-types';
import { realClock, realIds } from '#core/ports/real';
import { createKeyFileSealer, createSecretStore } from '#core/ports/secrets';
import { SequenceDocument } from '#core/sequence/document';
import { createSite, openSite, type Site } from '#core/site/site';
import { insertSequence } from '#core/store/tables/sequence';
import { nextPackageId } from '#core/store/tables/site';
import type { Edit } from '#shared/model/edit';
import type { PackageId } from '#shared/model/ids';
import { type Row, ratiosOf, takePairs, time } from './measure.ts';
import { benchFolder } from './product.ts';
import { createKeyedQueue } from '#core/queue/keyed-queue';
import { fileWorkersHere } from '#core/library/file-workers';
import { createPasteReader } from '#core/library/paste-reader';

const steps = 300;
const edits = 3000;

function sequenceText(): string {
  const step = (at: number): string =>
    `<step type="SMS_TaskSequence_RunCommandLineAction" name="Step ${at}" description="" runIn="WinPEandFullOS" successCodeList="0 3010" retryCount="0" runFromNet="false"><condition><expression type="SMS_TaskSequence_VariableConditionExpression"><variable name="Operator">equals</variable><variable name="Value">${at}</variable><variable name="Variable">Number</variable></expression></condition><action>smsswd.exe /run: cmd /c echo ${at}</action><defaultVarList><variable name="CommandLine" property="CommandLine" hidden="true">cmd /c echo ${at}</variable><variable name="SuccessCodes" property="SuccessCodes" hidden="true">0 3010</variable></defaultVarList></step>`;
  return `<sequence version="3.10">${Array.from({ length: steps }, (_, at) => step(at)).join('')}</sequence>\r\n`;
}

function editingOf({ database, paths }: Site): Editing {
  const secrets = createSecretStore(database, createKeyFileSealer(paths.secretKey), realClock);
  return createEditing({
    database,
    clock: realClock,
    ids: realIds,
    secrets,
    userName: 'bench',
    queue: createKeyedQueue(),
    readPaste: createPasteReader(fileWorkersHere, realIds),
  });
}

/** What a person does most: moves, values, conditions off and on. None of it joins what was before. */
function editAt(number: number, ids: readonly string[]): Edit {
  const id = ids[(number * 7) % ids.length] ?? '';
  if (number % 3 === 0) return { kind: 'move', ids: [id], parentId: null, index: (number * 13) % ids.length };
  if (number % 3 === 1) return { kind: 'setDisabled', ids: [id], disabled: number % 2 === 0 };
  return { kind: 'setVariable', id, property: 'CommandLine', value: `cmd /c echo changed ${number}` };
}

async function makeDraft(site: Site): Promise<PackageId> {
  const { database } = site;
  const packageId = await database.write(async (transaction) => {
    const id = await nextPackageId(transaction);
    const fixed = { folderId: null, description: '', dialect: 'cm' as const, carry: null, properties: {} };
    const document = Buffer.from(sequenceText());
    const facts = { packageId: id, name: 'Draft', document, stepCount: steps, enabled: true, at: 1, by: 'bench' };
    await insertSequence(transaction, { ...fixed, ...facts });
    return id;
  });
  const editing = editingOf(site);
  const { sessionId, epoch, rows } = await editing.open(packageId, 'edit', 'keep', 'bench');
  const call: SessionCall = { sessionId, epoch, by: 'bench' };
  const ids = rows.map((row) => row.id);
  // One that changes nothing is no step: as many are made as it takes.
  for (let number = 0, made = 0; made < edits; number += 1) {
    made = (await editing.apply(call, [editAt(number, ids)])).history.undoCount;
  }
  return packageId;
}

async function run(pairs: number) {
  const folder = join(benchFolder, 'open-site');
  rmSync(folder, { recursive: true, force: true });
  await (await createSite(folder, { code: 'BEN', name: 'Bench' }, { clock: realClock, ids: realIds })).close();
  const site = await openSite(folder, { clock: realClock });
  try {
    const packageId = await makeDraft(site);
    const open = async (): Promise<string> => {
      const editing = editingOf(site);
      const { sessionId, epoch, history } = await editing.open(packageId, 'edit', 'keep', 'bench');
      if (history.undoCount !== edits) throw new Error(`The draft has ${history.undoCount} steps of undo.`);
      return editing.read({ sessionId, epoch, by: 'bench' }, (document) => document.print());
    };
    const text = await open();
    const parse = (): SequenceDocument => new SequenceDocument(text);
    for (let warm = 0; warm < 20; warm += 1) {
      await open();
      parse();
    }
    const measure = `open, ${edits} edits on ${steps} steps`;
    const taken = await takePairs(
      pairs,
      async () => ({ [measure]: await time(() => editingOf(site).open(packageId, 'edit', 'keep', 'bench')) }),
      async () => ({ [measure]: await time(parse) }),
    );
    return { notes: [], ratios: ratiosOf(taken) };
  } finally {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const openRow: Row = { name: 'open', against: 'parsing the same document', run };
