import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { Client } from '#shared/contract/client';
import type { PackageId } from '#shared/model/ids';
import { type Command, type CommandContext, type Commands, flag, text, textOption } from './command.ts';
import { namePlace, readPlace } from './folder-commands.ts';
import { readFolders, toPackageId, toPackageIds } from './lookup.ts';
import { type ExitCode, exitCodes, Refusal } from './output.ts';
import { wrongUse } from './wrong-use.ts';

/** A name that is not only blanks; the contract says how long it may be. */
function demandName(name: string): string {
  if (name.trim() !== '') return name.trim();
  throw new Refusal('NAME_INVALID', {
    sentence: message('command-line:sequence.name-needed'),
    remedy: message('command-line:sequence.name-needed-remedy'),
  });
}

async function readName(client: Client, packageId: PackageId): Promise<string> {
  return (await client.call('sequence.get', { packageId })).row.name;
}

const create: Command = {
  usage: 'sequence create NAME [--folder PATH] [--description TEXT]',
  needs: 1,
  most: 1,
  options: { folder: text, description: text },
  run: (context) =>
    context.site(async (client) => {
      const name = demandName(context.words[0] ?? '');
      const folder = textOption(context, 'folder');
      const folderId = folder === undefined ? null : (await readFolders(client)).find(folder).id;
      const description = textOption(context, 'description') ?? '';
      const { packageId } = await client.call('sequence.create', { name, description, folderId });
      context.output.result({ packageId, name }, [`${packageId}  ${name}`]);
      return exitCodes.success;
    }),
};

const copy: Command = {
  usage: 'sequence copy ID',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const { packageId } = await client.call('sequence.copy', { packageId: toPackageId(words[0]) });
      const name = await readName(client, packageId);
      output.result({ packageId, name }, [`${packageId}  ${name}`]);
      return exitCodes.success;
    }),
};

const set: Command = {
  usage: 'sequence set ID [--name NAME] [--description TEXT]',
  needs: 1,
  most: 1,
  options: { name: text, description: text },
  run: (context) => {
    const packageId = toPackageId(context.words[0]);
    const [given, text] = [textOption(context, 'name'), textOption(context, 'description')];
    if (given === undefined && text === undefined) throw wrongUse('say-name-description');
    return context.site(async (client) => {
      const { row } = await client.call('sequence.get', { packageId });
      const [name, description] = [given === undefined ? row.name : demandName(given), text ?? row.description];
      await client.call('sequence.setProperties', { packageId, name, description });
      context.output.result({ packageId, name, description }, [`${packageId}  ${name}`]);
      return exitCodes.success;
    });
  },
};

const idsOf = (packageIds: readonly PackageId[]) => ({ ids: packageIds.join(', ') });

/** All of them or none: the core changes several in one transaction. */
async function changeEach(
  context: CommandContext,
  change: (client: Client, packageIds: PackageId[]) => Promise<{ fact: object; sentence: Message }>,
): Promise<ExitCode> {
  const packageIds = toPackageIds(context.words);
  return context.site(async (client) => {
    const { fact, sentence } = await change(client, packageIds);
    context.output.result({ packageIds, ...fact }, [sentence]);
    return exitCodes.success;
  });
}

const switchTo = (enabled: boolean): Command => ({
  usage: `sequence ${enabled ? 'enable' : 'disable'} ID…`,
  needs: 1,
  run: (context) =>
    changeEach(context, async (client, packageIds) => {
      await client.call('sequence.setEnabled', { sequences: { kind: 'ids', ids: packageIds }, enabled });
      return {
        fact: { enabled },
        sentence: message(`command-line:sequence.${enabled ? 'enabled' : 'disabled'}`, idsOf(packageIds)),
      };
    }),
});

const move: Command = {
  usage: 'sequence move ID… --folder PATH | --top',
  needs: 1,
  options: { folder: text, top: flag },
  run: (context) => {
    const place = readPlace(context);
    return changeEach(context, async (client, packageIds) => {
      const folders = await readFolders(client);
      const folderId = place(folders);
      await client.call('sequence.move', { sequences: { kind: 'ids', ids: packageIds }, folderId });
      const folder = folderId === null ? null : folders.pathOf(folderId);
      return {
        fact: { folder },
        sentence: message('command-line:sequence.moved', { ...idsOf(packageIds), place: namePlace(folders, folderId) }),
      };
    });
  },
};

const remove: Command = {
  usage: 'sequence delete ID…',
  needs: 1,
  run: (context) =>
    changeEach(context, async (client, packageIds) => {
      await client.call('sequence.delete', { sequences: { kind: 'ids', ids: packageIds } });
      const said = { ...idsOf(packageIds), words: packageIds.join(' ') };
      return { fact: { deleted: true }, sentence: message('command-line:sequence.deleted', said) };
    }),
};

const undelete: Command = {
  usage: 'sequence undelete ID…',
  needs: 1,
  run: (context) =>
    changeEach(context, async (client, packageIds) => {
      await client.call('sequence.undelete', { sequences: { kind: 'ids', ids: packageIds } });
      return { fact: { deleted: false }, sentence: message('command-line:sequence.back', idsOf(packageIds)) };
    }),
};

export const sequenceChangeCommands = {
  'sequence create': create,
  'sequence copy': copy,
  'sequence set': set,
  'sequence enable': switchTo(true),
  'sequence disable': switchTo(false),
  'sequence move': move,
  'sequence delete': remove,
  'sequence undelete': undelete,
} satisfies Commands;
