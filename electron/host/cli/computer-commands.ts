import type { Client } from '#shared/contract/client';
import type { CapturePreview, LocalProfile, ThisComputer } from '#shared/model/local-computer';
import { capturePreview as words } from '#shared/text/en/capture-preview';
import { elevationUseWords, factSourceWords, folderSourceWords, profileNoteWords } from '#shared/text/local-computer';
import { type Command, type CommandContext, type Commands, flag, hasOption, texts, listOption } from './command.ts';
import { findDevice } from './lookup.ts';
import { exitCodes, factLines, formatSize, formatTime, table, UsageError } from './output.ts';
import { waitForJob } from './site-commands.ts';
import { notCarriedLines } from './state-commands.ts';

/** Profiles as a table, and under it what is to be known about some of them. */
export function describeProfiles(profiles: readonly LocalProfile[]): string[] {
  const rows = profiles.map(({ account, path, sid, lastUsedAt, foldersFrom }) => [
    account,
    path,
    folderSourceWords[foldersFrom],
    formatTime(lastUsedAt),
    sid,
  ]);
  const notes = profiles.flatMap(({ account, notes, redirected }) => [
    ...notes.map((note) => `${account}: ${profileNoteWords[note]}`),
    ...redirected.map(
      ({ folder, path, place }) => `${account}: ${folder} lies in ${path}${place === 'local' ? '' : ' (not captured)'}`,
    ),
  ]);
  return [...table(['Account', 'Profile', 'Folders from', 'Last used', 'SID'], rows), ...notes];
}

/** What is said of this computer in `device show` of the device that stands for it. */
export function describeComputer(computer: ThisComputer): string[] {
  const { platform, systemName, systemVersion, isElevated, elevationHelps, powerShell, drives } = computer;
  const facts = [
    ['System', `${systemName} ${systemVersion}`.trim() || platform],
    ['Elevated', isElevated ? 'Yes' : 'No'],
    ['PowerShell', powerShell ?? ''],
    ...drives.map(({ drive, path, kind, isUsed }) => [`Drive ${drive}`, isUsed ? path : `${path} (${kind}, not used)`]),
  ];
  const helps = elevationHelps.map((use) => `With elevation ${elevationUseWords[use]}.`);
  return ['', ...factLines(facts), '', ...describeProfiles(computer.profiles), ...helps];
}

const counted = (count: number, what: string): string => `${String(count)} ${what}${count === 1 ? '' : 's'}`;

function describePreview(preview: CapturePreview): string[] {
  const users = preview.perUser.map(({ user, files, folders, bytes, profilePath }) => [
    user,
    String(files),
    String(folders),
    formatSize(bytes),
    profilePath,
  ]);
  const rules = preview.leftOutByRule.map(({ reason, ruleId, count, example }) => [
    String(count),
    words.reason[reason],
    ruleId ?? '–',
    example,
  ]);
  const amounts = [
    counted(preview.files, 'file'),
    counted(preview.folders, 'folder'),
    counted(preview.links, 'link'),
    formatSize(preview.bytes),
  ];
  const helps = preview.elevationHelps.map((use) => `With elevation ${elevationUseWords[use]}.`);
  return [
    ...table(['User', 'Files', 'Folders', 'Size', 'Profile'], users),
    `${amounts.join(', ')}. Nothing was written.`,
    ...(rules.length === 0 ? [] : ['', ...table(['Left out', 'Reason', 'Rule', 'Example'], rules)]),
    ...(preview.missingCount === 0
      ? []
      : [`${String(preview.missingCount)} of them a rule wanted: a capture would be incomplete.`]),
    ...notCarriedLines(preview.notCarried, words.notCarried),
    ...preview.notes,
    ...preview.profiles.flatMap(({ account, notes }) => notes.map((note) => `${account}: ${profileNoteWords[note]}`)),
    ...helps,
  ];
}

async function previewTarget(context: CommandContext, client: Client): Promise<CapturePreview['deviceId']> {
  const [name] = context.words;
  return name === undefined ? null : (await findDevice(client, name)).id;
}

const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A name that was mistyped would read as somebody who has nothing. */
function noSuchProfile(names: readonly string[]): UsageError {
  return new UsageError(
    `No profile is named ${names.map((name) => `“${name}”`).join(' or ')}. Without --user all are shown.`,
  );
}

const preview: Command = {
  usage: 'device preview NAME|--this-computer [--user NAME]…',
  summary: 'what a capture would take and leave out, without writing anything; exit code 3 when it would be incomplete',
  needs: 0,
  most: 1,
  options: { 'this-computer': flag, user: texts },
  run: (context) => {
    if (hasOption(context, 'this-computer') === (context.words.length === 1)) {
      throw new UsageError('Name a device, or say --this-computer.');
    }
    const users = listOption(context, 'user');
    return context.site(async (client) => {
      const deviceId = await previewTarget(context, client);
      const { jobId } = await client.call('device.previewCapture', {
        deviceId,
        ...(users.length === 0 ? {} : { users: [...users] }),
      });
      await waitForJob(context, client, jobId, ({ done, text }) => {
        if (done > 0) context.output.progress(`${counted(done, 'file')} ${text}`.trimEnd());
      });
      const { preview: found } = await client.call('device.previewResult', { jobId });
      if (found === null) throw new Error('A preview that succeeded has no result');
      const nobody = users.filter((user) => !found.perUser.some((one) => isSameName(one.user, user)));
      if (nobody.length > 0) throw noSuchProfile(nobody);
      context.output.result({ preview: found }, describePreview(found));
      return found.missingCount === 0 ? exitCodes.success : exitCodes.incomplete;
    });
  },
};

const refresh: Command = {
  usage: 'device refresh NAME',
  summary: 'read the facts of this computer again; exit code 3 when a source gave no answer',
  needs: 1,
  most: 1,
  run: ({ site, output, words: [given = ''] }) =>
    site(async (client) => {
      const { id: deviceId, name } = await findDevice(client, given);
      const { facts, sources } = await client.call('device.refreshFacts', { deviceId });
      const told = sources.map(
        ({ source, state, detail }) => `${source}: ${factSourceWords[state]}${detail === '' ? '' : ` (${detail})`}`,
      );
      output.result({ name, facts, sources }, [...factLines(Object.entries(facts)), ...told]);
      return sources.every(({ state }) => state === 'read') ? exitCodes.success : exitCodes.incomplete;
    }),
};

export const computerCommands: Commands = { 'device preview': preview, 'device refresh': refresh };
