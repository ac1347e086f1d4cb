import { readAll } from '#shared/contract/read-all';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PackageId } from '#shared/model/ids';
import { checkSequenceFile } from '#core/library/read-file';
import { fileError } from '../browse.ts';
import { type Command, type Commands, flag, hasOption, text, textOption, toNewPath } from './command.ts';
import { readFolders, toPackageId, toPackageIds } from './lookup.ts';
import { exitCodes, factLines, formatTime, table, UsageError } from './output.ts';

const list: Command = {
  usage: 'sequence list [--deleted]',
  summary: 'the task sequences of the site',
  needs: 0,
  most: 0,
  options: { deleted: flag },
  run: (context) =>
    context.site(async (client) => {
      const sequences = await readAll(client, 'sequence.list', { deleted: hasOption(context, 'deleted') });
      const rows = sequences.map((row) => [
        row.packageId,
        String(row.stepCount),
        formatTime(row.modifiedAt),
        row.enabled ? '' : 'disabled',
        row.folderPath.join('/'),
        row.name,
      ]);
      const head = ['ID', 'Steps', 'Last modified', '', 'Folder', 'Name'];
      context.output.result({ sequences }, table(head, rows));
      return exitCodes.success;
    }),
};

const show: Command = {
  usage: 'sequence show ID',
  summary: 'properties, references and problems of one',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const details = await client.call('sequence.get', { packageId: toPackageId(words[0]) });
      const { row } = details;
      const { pathOf } = await readFolders(client);
      const facts = [
        ['Name', row.name],
        ['Description', row.description],
        ['Package ID', row.packageId],
        ['Folder', pathOf(row.folderId)],
        ['State', row.enabled ? 'enabled' : 'disabled'],
        ['Steps', String(row.stepCount)],
        ['Revision', String(row.revision)],
        ['Last modified', `${formatTime(row.modifiedAt)} by ${row.modifiedBy}`],
        ...details.references.map((reference) => ['Refers to', `${reference.id} ${reference.name ?? ''}`]),
        ...details.problems.map(({ number, name, problem }) => ['Problem', `${String(number)} ${name}: ${problem}`]),
      ];
      output.result(details, factLines(facts));
      return exitCodes.success;
    }),
};

const importFiles: Command = {
  usage: 'sequence import FILE… [--folder PATH]',
  summary: 'take in export zips and sequence XML, each whole or not at all',
  needs: 1,
  options: { folder: text },
  run: (context) =>
    context.site(async (client) => {
      const { output, words } = context;
      const folder = textOption(context, 'folder');
      const folderId = folder === undefined ? null : (await readFolders(client)).find(folder).id;
      const sources = words.map((file) => ({ kind: 'path' as const, path: resolve(file) }));
      const result = await client.call('sequence.import', { sources, folderId }, { signal: context.signal });
      const made = result.imported.map(({ packageId, name, file }) => `${packageId}  ${name}  (${file})`);
      const refused = result.refused.map(({ sentence, remedy }) => `Refused: ${sentence} ${remedy}`);
      output.result(result, [...made, ...refused]);
      if (result.refused.length === 0) return exitCodes.success;
      return result.imported.length > 0 ? exitCodes.incomplete : exitCodes.failed;
    }),
};

const exportZip: Command = {
  usage: 'sequence export ID… --out FILE.zip [--overwrite] [--comment TEXT]',
  summary: 'write one zip in the field’s layout, secrets left out',
  needs: 1,
  options: { out: text, overwrite: flag, comment: text },
  run: (context) => {
    const out = textOption(context, 'out');
    if (out === undefined) throw new UsageError('Say where to write: --out FILE.zip');
    return context.site(async (client) => {
      const overwrite = hasOption(context, 'overwrite');
      const made = await client.call(
        'sequence.export',
        {
          sequences: { kind: 'ids', ids: toPackageIds(context.words) },
          target: { kind: 'path', path: toNewPath(out), overwrite },
          comment: textOption(context, 'comment') ?? '',
        },
        { signal: context.signal },
      );
      const left = made.secretsLeftOut.map((name) => `Left out, to be entered again: ${name}`);
      context.output.result(made, [made.path ?? out, ...left]);
      return exitCodes.success;
    });
  },
};

const print: Command = {
  usage: 'sequence print FILE | ID',
  summary: 'a file byte for byte; a sequence of the site with its secrets blank',
  needs: 1,
  most: 1,
  run: async ({ site, output, words }) => {
    const word = words[0] ?? '';
    if (!existsSync(word) && PackageId.safeParse(word.toUpperCase()).success) {
      return site(async (client) => {
        const { xml } = await client.call('sequence.print', { packageId: toPackageId(word) });
        output.raw(new TextEncoder().encode(xml));
        return exitCodes.success;
      });
    }
    const bytes = await readFile(word).catch((error: unknown) => {
      throw fileError(word, error);
    });
    // What cannot be read and written back as it was is refused rather than echoed.
    output.raw(checkSequenceFile(word, bytes));
    return exitCodes.success;
  },
};

export const sequenceCommands: Commands = {
  'sequence list': list,
  'sequence show': show,
  'sequence import': importFiles,
  'sequence export': exportZip,
  'sequence print': print,
};
