import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { Client } from '#shared/contract/client';
import type { CapturePreview, LocalProfile, ThisComputer } from '#shared/model/local-computer';
import { factName, factValue } from '#shared/text/fact-words';
import { type Command, type CommandContext, type Commands, flag, hasOption, texts, listOption } from './command.ts';
import { findDevice } from './lookup.ts';
import { exitCodes, fact, factLines, formatSize, formatTime, type Line, table, UsageError } from './output.ts';
import { waitForJob } from './site-commands.ts';
import { notCarriedLines } from './state-commands.ts';
import { wrongUse } from './wrong-use.ts';

/** Profiles as a table, and under it what is to be known about some of them. */
export function describeProfiles(profiles: readonly LocalProfile[]): Line[] {
  const rows = profiles.map(({ account, path, sid, lastUsedAt, foldersFrom }) => [
    account,
    path,
    message(`command-line:computer.folders-from.${foldersFrom}`),
    formatTime(lastUsedAt),
    sid,
  ]);
  const notes = profiles.flatMap(({ account, notes, redirected }) => [
    ...notes.map((note) => noteOf(account, note)),
    ...redirected.map(({ folder, path, place }) =>
      message(`command-line:computer.redirected-${place === 'local' ? 'to' : 'not-captured'}`, {
        account,
        folder,
        path,
      }),
    ),
  ]);
  return [...table(['account', 'profile', 'folders-from', 'last-used', 'sid'], rows), ...notes];
}

/** What is said of this computer in `device show` of the device that stands for it. */
export function describeComputer(computer: ThisComputer): Line[] {
  const { platform, systemName, systemVersion, isElevated, elevationHelps, powerShell, drives } = computer;
  const facts = [
    [fact('system'), `${systemName} ${systemVersion}`.trim() || platform],
    [fact('elevated'), message(isElevated ? 'command-line:yes' : 'command-line:no')],
    [fact('power-shell'), powerShell ?? ''],
    ...drives.map(({ drive, path, kind, isUsed }) => [
      message('command-line:device.drive', { drive }),
      isUsed ? path : message('command-line:computer.drive-not-used', { path, kind }),
    ]),
  ];
  const helps = elevationHelps.map((use) => message(`command-line:computer.elevation.${use}`));
  return ['', ...factLines(facts), '', ...describeProfiles(computer.profiles), ...helps];
}

function noteOf(account: string, note: LocalProfile['notes'][number]): Message {
  return message('command-line:computer.note', {
    account,
    note: message(`command-line:computer.profile-note.${note}`),
  });
}

function describePreview(preview: CapturePreview): Line[] {
  const users = preview.perUser.map(({ user, files, folders, bytes, profilePath }) => [
    user,
    String(files),
    String(folders),
    formatSize(bytes),
    profilePath,
  ]);
  const rules = preview.leftOutByRule.map(({ reason, ruleId, count, example }) => [
    String(count),
    message(`capture-preview:reason.${reason}`),
    ruleId ?? '–',
    example,
  ]);
  const amounts = {
    files: message('command-line:computer.files', { count: preview.files }),
    folders: message('command-line:computer.folders', { count: preview.folders }),
    links: message('command-line:computer.links', { count: preview.links }),
    size: formatSize(preview.bytes),
  };
  const helps = preview.elevationHelps.map((use) => message(`command-line:computer.elevation.${use}`));
  return [
    ...table(['user', 'files', 'folders', 'size', 'profile'], users),
    message('command-line:computer.amounts', amounts),
    ...(rules.length === 0 ? [] : ['', ...table(['left-out', 'reason', 'rule', 'example'], rules)]),
    ...(preview.missingCount === 0
      ? []
      : [message('command-line:computer.wanted-by-rule', { count: preview.missingCount })]),
    ...notCarriedLines(preview.notCarried, 'capture-preview:notCarried'),
    ...preview.notes,
    ...preview.profiles.flatMap(({ account, notes }) => notes.map((note) => noteOf(account, note))),
    ...helps,
  ];
}

async function previewTarget(context: CommandContext, client: Client): Promise<CapturePreview['deviceId']> {
  const [name] = context.words;
  return name === undefined ? null : (await findDevice(client, name)).id;
}

/** A name that was mistyped would read as somebody who has nothing. */
function noSuchProfile(names: readonly string[]): UsageError {
  const named = names.map((name) => message('command-line:folder.named', { path: name }));
  return new UsageError(message('command-line:computer.no-profile', { names: named }));
}

const preview: Command = {
  usage: 'device preview NAME|--this-computer [--user NAME]…',
  needs: 0,
  most: 1,
  options: { 'this-computer': flag, user: texts },
  run: (context) => {
    if (hasOption(context, 'this-computer') === (context.words.length === 1)) {
      throw wrongUse('name-a-device');
    }
    const users = listOption(context, 'user');
    return context.site(async (client) => {
      const deviceId = await previewTarget(context, client);
      const { jobId } = await client.call('device.previewCapture', {
        deviceId,
        ...(users.length === 0 ? {} : { users: [...users] }),
      });
      await waitForJob(context, client, jobId, ({ done, text }) => {
        if (done === 0) return;
        const files = message('command-line:computer.files', { count: done });
        context.output.progress(message('command-line:computer.done', { files, text }));
      });
      const { preview: found } = await client.call('device.previewResult', { jobId });
      if (found === null) throw new Error('A preview that succeeded has no result');
      const nobody = found.leftOut.filter(({ reason }) => reason === 'accountNotFound').map(({ user }) => user);
      if (nobody.length > 0) throw noSuchProfile(nobody);
      context.output.result({ preview: found }, describePreview(found));
      return found.missingCount === 0 ? exitCodes.success : exitCodes.incomplete;
    });
  },
};

const refresh: Command = {
  usage: 'device refresh NAME',
  needs: 1,
  most: 1,
  run: ({ site, output, words: [given = ''] }) =>
    site(async (client) => {
      const { id: deviceId, name } = await findDevice(client, given);
      const { facts, sources } = await client.call('device.refreshFacts', { deviceId });
      const told = sources.map(({ source, state, detail }) => {
        const said = { source, state: message(`command-line:computer.source-state.${state}`) };
        return detail === ''
          ? message('command-line:computer.source', said)
          : message('command-line:computer.source-detail', { ...said, detail });
      });
      output.result({ name, facts, sources }, [
        ...factLines(Object.entries(facts).map(([one, value]) => [factName(one), factValue(one, value)])),
        ...told,
      ]);
      return sources.every(({ state }) => state === 'read') ? exitCodes.success : exitCodes.incomplete;
    }),
};

export const computerCommands = { 'device preview': preview, 'device refresh': refresh } satisfies Commands;
