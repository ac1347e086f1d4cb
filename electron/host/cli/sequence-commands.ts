import { readList } from '#shared/contract/read-all';
import { errorMessages, message } from '#shared/contract/message';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PackageId } from '#shared/model/ids';
import { checkSequenceFile } from '#core/library/read-file';
import { fileError } from '../browse.ts';
import { type Command, type Commands, flag, hasOption, text, textOption, toNewPath } from './command.ts';
import { readFolders, toPackageId, toPackageIds } from './lookup.ts';
import { exitCodes, fact, factLines, formatTime, table } from './output.ts';
import { printList } from './print-list.ts';
import { wrongUse } from './wrong-use.ts';

const list: Command = {
  usage: 'sequence list [--deleted]',
  needs: 0,
  most: 0,
  options: { deleted: flag },
  run: (context) =>
    context.site(async (client) => {
      const { rows: sequences, unreadable } = await readList(client, 'sequence.list', {
        deleted: hasOption(context, 'deleted'),
      });
      const rows = sequences.map((row) => [
        row.packageId,
        String(row.stepCount),
        formatTime(row.modifiedAt),
        row.enabled ? '' : message('command-line:sequence.is-disabled'),
        row.folderPath.join('/'),
        row.name,
      ]);
      printList(
        context.output,
        { sequences },
        table(['id', 'steps', 'last-modified', '', 'folder', 'name'], rows),
        unreadable,
      );
      return exitCodes.success;
    }),
};

const show: Command = {
  usage: 'sequence show ID',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const details = await client.call('sequence.get', { packageId: toPackageId(words[0]) });
      const { row } = details;
      const { pathOf } = await readFolders(client);
      const facts = [
        [fact('name'), row.name],
        [fact('description'), row.description],
        [fact('package-id'), row.packageId],
        [fact('folder'), pathOf(row.folderId)],
        [fact('state'), message(`command-line:sequence.is-${row.enabled ? 'enabled' : 'disabled'}`)],
        [fact('steps'), String(row.stepCount)],
        [fact('revision'), String(row.revision)],
        [
          fact('last-modified'),
          message('command-line:time-by', { time: formatTime(row.modifiedAt), name: row.modifiedBy }),
        ],
        ...(details.administratorComment === ''
          ? []
          : [[fact('administrator-comments'), details.administratorComment]]),
        ...details.references.map((reference) => [fact('refers-to'), `${reference.id} ${reference.name ?? ''}`]),
        ...details.problems.map(({ number, name, problem }) => [
          fact('problem'),
          message('command-line:run.step-is', {
            ...{ number, name },
            state: { say: `sequence-editor:problem.${problem}` },
          }),
        ]),
        ...details.calls.map(({ number, name, reference: { problem, ...called } }) => [
          fact('problem'),
          message('command-line:run.step-is', {
            ...{ number, name },
            state: {
              say: `sequence-editor:problems.reference.${problem}`,
              values: { packageId: called.packageId, name: called.name },
            },
          }),
        ]),
      ];
      output.result(details, factLines(facts));
      return exitCodes.success;
    }),
};

const importFiles: Command = {
  usage: 'sequence import FILE… [--folder PATH]',
  needs: 1,
  options: { folder: text },
  run: (context) =>
    context.site(async (client) => {
      const { output, words } = context;
      const folder = textOption(context, 'folder');
      const folderId = folder === undefined ? null : (await readFolders(client)).find(folder).id;
      const sources = words.map((file) => ({ kind: 'path' as const, path: resolve(file) }));
      const result = await client.call('sequence.import', { sources, folderId }, { signal: context.signal });
      const made = result.imported.flatMap(({ packageId, name, file, notes }) => [
        `${packageId}  ${name}  (${file})`,
        ...notes.map((note) => message('command-line:sequence.note', { note })),
      ]);
      const refused = result.refused.map(({ code, details }) =>
        message('command-line:sequence.refused', errorMessages(code, details)),
      );
      output.result(result, [...made, ...refused]);
      if (result.refused.length === 0) return exitCodes.success;
      return result.imported.length > 0 ? exitCodes.incomplete : exitCodes.failed;
    }),
};

const exportZip: Command = {
  usage: 'sequence export ID… --out FILE.zip [--overwrite] [--comment TEXT]',
  needs: 1,
  options: { out: text, overwrite: flag, comment: text },
  run: (context) => {
    const out = textOption(context, 'out');
    if (out === undefined) throw wrongUse('say-out');
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
      const left = made.secretsLeftOut.map((name) => message('command-line:sequence.left-out', { name }));
      context.output.result(made, [made.path ?? out, ...left]);
      return exitCodes.success;
    });
  },
};

const print: Command = {
  usage: 'sequence print FILE | ID',
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

export const sequenceCommands = {
  'sequence list': list,
  'sequence show': show,
  'sequence import': importFiles,
  'sequence export': exportZip,
  'sequence print': print,
} satisfies Commands;
