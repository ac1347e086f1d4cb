import { existsSync } from 'node:fs';
import { checkCorpus } from '#core/sequence/corpus';
import type { Command, Commands } from './command.ts';
import { exitCodes } from './output.ts';

const corpus: Command = {
  usage: 'corpus DIR',
  summary: 'read every task sequence below a folder, edit it, undo the edits, and compare every byte',
  needs: 0,
  run: async ({ words, output }) => {
    const folder = words[0] ?? '';
    if (folder === '' || !existsSync(folder)) {
      output.result({ skipped: true }, [`Corpus: skipped, ${folder === '' ? 'no folder was named' : `${folder} is not there`}.`]);
      return exitCodes.success;
    }
    const result = await checkCorpus(folder, { report: (line: string) => output.progress(line) });
    output.result(result, result.lines);
    return result.isGood ? exitCodes.success : exitCodes.failed;
  },
};

export const corpusCommands: Commands = { corpus };
