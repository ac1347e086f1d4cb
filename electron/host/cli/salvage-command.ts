import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { salvageSite } from '#core/library/salvage';
import { readRunning } from '#core/site/console-lock';
import { getSitePaths } from '#core/site/site';
import { AppError } from '#shared/contract/errors';
import { writeWhole } from '../write-whole.ts';
import { type Command, type Commands, text, textOption } from './command.ts';
import { exitCodes, UsageError } from './output.ts';

const salvage: Command = {
  usage: 'site salvage --to DIR',
  summary: 'write every task sequence that can still be read in a damaged site to a folder; the site stays as it is',
  needs: 0,
  most: 0,
  options: { to: text },
  run: async (context) => {
    const to = textOption(context, 'to');
    if (to === undefined) throw new UsageError('Say where to write: --to DIR');
    const running = readRunning(context.siteDirectory);
    // A copy of a file that somebody writes to would be damaged by us.
    if (running !== undefined) throw new AppError('SITE_IN_USE', { path: context.siteDirectory, pid: running.pid });
    const folder = resolve(to);
    const { files, lost } = salvageSite(getSitePaths(context.siteDirectory).database);
    await mkdir(folder, { recursive: true });
    const written = files.map(({ fileName }) => join(folder, fileName));
    for (const { fileName, bytes } of files) await writeWhole(join(folder, fileName), bytes, { overwrite: false });
    const lines = lost.map(({ what, reason }) => `Lost or damaged: ${what} (${reason})`);
    context.output.result({ written, lost }, [...written, ...lines]);
    return lost.length === 0 ? exitCodes.success : exitCodes.incomplete;
  },
};

export const salvageCommands: Commands = { 'site salvage': salvage };
