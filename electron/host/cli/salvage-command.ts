import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { salvageSite } from '#core/library/salvage';
import { readRunning } from '#core/site/console-lock';
import { getSitePaths } from '#core/site/site';
import { AppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import { writeNamed } from '../write-whole.ts';
import { type Command, type Commands, text, textOption } from './command.ts';
import { exitCodes } from './output.ts';
import { wrongUse } from './wrong-use.ts';

const salvage: Command = {
  usage: 'site salvage --to DIR',
  needs: 0,
  most: 0,
  options: { to: text },
  run: async (context) => {
    const to = textOption(context, 'to');
    if (to === undefined) throw wrongUse('say-where-to-write');
    const running = readRunning(context.siteDirectory);
    // A copy of a file that somebody writes to would be damaged by us.
    if (running !== undefined) throw new AppError('SITE_IN_USE', { path: context.siteDirectory, pid: running.pid });
    const folder = resolve(to);
    const site = getSitePaths(context.siteDirectory);
    const { files, lost } = salvageSite(site.database);
    await mkdir(folder, { recursive: true });
    const written = files.map(({ fileName }) => join(folder, fileName));
    for (const { fileName, bytes } of files) {
      await writeNamed(join(folder, fileName), bytes, { site, overwrite: false });
    }
    const lines = lost.map((one) => message('command-line:lost-or-damaged', one));
    context.output.result({ written, lost }, [...written, ...lines]);
    return lost.length === 0 ? exitCodes.success : exitCodes.incomplete;
  },
};

export const salvageCommands = { 'site salvage': salvage } satisfies Commands;
