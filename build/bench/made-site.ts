import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realClock, realIds } from '#core/ports/real';
import { createSite } from '#core/site/site';
import type { Output } from '#host/cli/output';
import { openSession } from '#host/cli/session';
import type { PackageId } from '#shared/model/ids';
import { stepDescriptions } from '#shared/steps/catalog';
import { createWords } from '#host/words';

/** The name of the sequence; the file's name is where it comes from. */
export const sequenceName = 'Long sequence';
export const madeSteps = 5000;
const stepsPerGroup = 100;

const condition =
  '<condition><expression type="SMS_TaskSequence_VariableConditionExpression">' +
  '<variable name="Operator">equals</variable><variable name="Value">yes</variable>' +
  '<variable name="Variable">BenchWanted</variable></expression></condition>';

function stepXml(number: number): string {
  const open = `<step type="SMS_TaskSequence_SetVariableAction" name="Set value ${number}" description="" runIn="WinPEandFullOS" successCodeList="0" retryCount="0" runFromNet="false">`;
  const action = `<action>tsenv.exe "Bench${number}=yes" /hiddenflag:False</action>`;
  const variables =
    '<variable name="DoNotShowVariableValue" property="DoNotShowVariableValue" hidden="true">false</variable>' +
    `<variable name="VariableName" property="VariableName" hidden="true">Bench${number}</variable>` +
    '<variable name="VariableValue" property="VariableValue" hidden="true">yes</variable>';
  return `${open}${condition}${action}<defaultVarList>${variables}</defaultVarList></step>`;
}

/** A sequence of 5,000 steps in groups, each with a condition. */
function sequenceXml(): string {
  const groups = Array.from({ length: madeSteps / stepsPerGroup }, (_, group) => {
    const steps = Array.from({ length: stepsPerGroup }, (_one, step) => stepXml(group * stepsPerGroup + step + 1));
    return `<group name="Part ${group + 1}" description="">${condition}${steps.join('')}</group>`;
  });
  return `<sequence version="3.10">${groups.join('')}</sequence>\r\n`;
}

/** Rows of the editor: steps and groups. */
export const madeRows: number = madeSteps + madeSteps / stepsPerGroup;

const silent: Output = { isJson: true, result: () => undefined, raw: () => undefined, progress: () => undefined };

/** What a site has beside the long sequence as it is. */
export interface MadeContent {
  /** So many sequences altogether; one without. */
  readonly sequences?: number;
  /** The long one has one step of every type at its end. */
  readonly everyType?: boolean;
}

type Client = Awaited<ReturnType<typeof openSession>>['client'];

async function addEveryType(client: Client, packageId: PackageId): Promise<void> {
  const { sessionId, epoch } = await client.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
  const place = { where: 'into' as const, parentId: null };
  const edits = stepDescriptions.map(({ id, type, retired }) => {
    // Nobody makes a step of a retired type any more; files have them.
    const xml = `<step type="${type}" name="${id}" description=""><action/><defaultVarList/></step>`;
    return retired === true
      ? { kind: 'insertRaw' as const, place, xml }
      : { kind: 'insert' as const, place, type: id === 'group' ? null : type };
  });
  await client.call('editor.apply', { sessionId, epoch, edits });
  await client.call('editor.save', { sessionId, epoch, overwrite: false });
  await client.call('editor.close', { sessionId });
}

/** A new site that holds the imported sequence, and what else is wanted, and opens with its list. */
export async function makeSite(
  folder: string,
  { sequences = 1, everyType = false }: MadeContent = {},
): Promise<string> {
  const directory = join(folder, 'site');
  rmSync(directory, { recursive: true, force: true });
  const site = await createSite(directory, { code: 'BEN', name: 'Bench' }, { clock: realClock, ids: realIds });
  await site.close();
  const file = join(folder, `${sequenceName}.xml`);
  writeFileSync(file, sequenceXml());
  const session = await openSession(directory, silent, createWords());
  try {
    const sources = [{ kind: 'path' as const, path: file }];
    const { imported, refused } = await session.client.call('sequence.import', { sources, folderId: null });
    const [only] = imported;
    if (only === undefined) throw new Error(`The sequence was refused: ${JSON.stringify(refused)}`);
    for (let made = 1; made < sequences; made += 1)
      await session.client.call('sequence.create', { name: `Sequence ${made}`, description: '', folderId: null });
    if (everyType) await addEveryType(session.client, only.packageId);
    await session.client.call('setting.set', { welcomeDismissed: true });
  } finally {
    await session.close();
  }
  return directory;
}
