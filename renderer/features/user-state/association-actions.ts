import type { Association, AssociationInput } from '#shared/model/state-migration';
import type { AssociationId, StateStoreId } from '#shared/model/ids';
import type { Output } from '#shared/contract/contract';
import type { AssociationSelection } from '#shared/model/lists';
import { errorText } from '#shared/text/say';
import { saveFields } from '../../app/save-fields.ts';
import type { Shell } from '../../app/types.ts';
import { removeChosen } from '../../app/use-chosen.ts';
import type { Chosen } from '../../stores/lists.ts';
import { associationsNode, rereadUserState, reportFailed } from './model.ts';

export function pairText(shell: Pick<Shell, 'text'>, one: Association): string {
  const values = { source: one.sourceName, destination: one.destinationName };
  return shell.text('user-state:association.details.pair', values);
}

export async function createAssociation(shell: Shell, input: AssociationInput): Promise<AssociationId> {
  const { associationId } = await shell.client.call('association.create', input);
  await rereadUserState(shell);
  const made = await shell.cache.get('association.get', { associationId });
  shell.announcer.say(shell.text('user-state:association.said.created', { pair: pairText(shell, made) }));
  return associationId;
}

type AccountChoice = Pick<AssociationInput, 'behavior' | 'accounts'>;

/** Keeps for whom state is carried over, of the association that the form began with. False for back to the form. */
export async function setAccounts(shell: Shell, begun: Association, edited: AccountChoice): Promise<boolean> {
  const { client, text } = shell;
  const associationId = begun.id;
  const accountsOf = ({ behavior, accounts }: Association): AccountChoice => ({ behavior, accounts });
  const isKept = await saveFields<AccountChoice>(shell, {
    ...{ name: pairText(shell, begun), shown: accountsOf(begun), edited },
    words: {
      behavior: [
        text('user-state:association.form.choices'),
        (value) => text(`user-state:association.behavior.${value}`),
      ],
      accounts: [text('user-state:association.form.accountsList'), (value) => value.join(', ')],
    },
    // Both belong together: the names are those of the choice.
    send: (_change, _shown, whole) =>
      client.call('association.setAccounts', { associationId, ...whole.edited, shown: whole.shown }),
    reload: async () => accountsOf(await client.call('association.get', { associationId })),
  });
  if (!isKept) return false;
  await rereadUserState(shell);
  shell.announcer.say(text('user-state:association.said.saved', { pair: pairText(shell, begun) }));
  return true;
}

/** Asks what becomes of live stores, deletes, and offers to make the associations again. */
export async function deleteAssociations(shell: Shell, chosen: Chosen<Association>): Promise<void> {
  if (chosen.input === null) return;
  const stores = await shell.dialogs.ask('association.delete', { chosen });
  if (stores === undefined) return;
  const associations = chosen.input as AssociationSelection;
  const { count, deletions, inUse } = await removeChosen(shell, associationsNode, async () => {
    const done = await shell.client.call('association.delete', { associations, stores });
    await rereadUserState(shell);
    return done;
  });
  const [first] = chosen.rows;
  const values = { count, pair: first === undefined ? '' : pairText(shell, first) };
  shell.toasts.show({
    intent: 'success',
    title: shell.text('user-state:association.said.deleted', values),
    ...undoOf(shell, chosen.rows, stores),
  });
  await tellStayed(shell, deletions, inUse);
}

/** What of the stores did not go with the associations, once that is known: how many, the first of them, and why. */
async function tellStayed(
  shell: Shell,
  deletions: Output<'association.delete'>['deletions'],
  inUse: Output<'association.delete'>['inUse'],
): Promise<void> {
  if (deletions.length + inUse.length === 0) return;
  await shell.jobs.refresh();
  const jobs = await Promise.all(deletions.map(({ jobId }) => shell.jobs.whenEnded(jobId)));
  const stayed = [
    ...inUse.map(({ path }) => ({ code: 'STATE_STORE_IN_USE' as const, details: { path } })),
    ...jobs.flatMap(({ error }) => error ?? []),
  ];
  await rereadUserState(shell);
  const [first] = stayed;
  if (first === undefined) return;
  const { sentence, remedy } = errorText(shell.text, first.code, first.details);
  const title = shell.text('user-state:association.said.storesStay', { count: stayed.length });
  shell.toasts.show({ intent: 'warning', title, text: `${sentence} ${remedy}` });
  shell.announcer.alert(title);
}

/** More associations than this are not made again by a click: an Undo of minutes is none. */
const mostUndone = 50;

/** In-place associations are made by a capture only, and deleted files do not come back: no Undo is promised then. */
function undoOf(shell: Shell, chosen: readonly Association[], stores: 'keep' | 'delete') {
  if (chosen.length === 0 || chosen.length > mostUndone) return {};
  if (stores === 'delete' || chosen.some((one) => one.type === 'in-place')) return {};
  const run = (): Promise<void> => makeAgain(shell, chosen);
  return { action: { label: shell.text('user-state:association.said.undo'), run } };
}

async function makeAgain(shell: Shell, chosen: readonly Association[]): Promise<void> {
  for (const { sourceDeviceId, destinationDeviceId, behavior, accounts } of chosen) {
    await shell.client.call('association.create', { sourceDeviceId, destinationDeviceId, behavior, accounts });
  }
  await rereadUserState(shell);
  const [first] = chosen;
  if (first === undefined) return;
  const hadStore = chosen.some((one) => one.stateStoreId !== null);
  shell.toasts.show({
    intent: 'info',
    title: shell.text('user-state:association.said.back', { count: chosen.length, pair: pairText(shell, first) }),
    ...(hadStore ? { text: shell.text('user-state:association.said.backWithoutStore') } : {}),
  });
}

/** Reads the store again, every file; the job is shown with the result and among the jobs. */
export async function verifyStore(shell: Shell, stateStoreId: StateStoreId, source: string): Promise<void> {
  const { jobId } = await shell.client.call('stateStore.verify', { stateStoreId });
  shell.announcer.say(shell.text('user-state:result.verify.started', { source }));
  await shell.jobs.refresh();
  const job = await shell.jobs.whenEnded(jobId);
  if (job.state === 'cancelled') {
    shell.toasts.show({ intent: 'info', title: shell.text('user-state:result.verify.cancelled') });
    return;
  }
  reportFailed(shell, job);
  const { verify } = await shell.client.call('stateStore.get', { stateStoreId });
  if (verify !== null && (job.state === 'succeeded' || job.state === 'incomplete')) {
    shell.toasts.show(
      verify.isSound
        ? { intent: 'success', title: shell.text('user-state:result.verify.sound', { source }) }
        : { intent: 'error', title: shell.text('user-state:result.verify.unsound', { source }) },
    );
  }
  await rereadUserState(shell);
}
