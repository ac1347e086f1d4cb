import '../node-guard.ts';
import { once } from 'node:events';
import { createWords } from '../words.ts';
import { exitCodes, reportOpening } from './opening-words.ts';
import { openConsoleOnce, readOpenArguments } from './opening.ts';

/** The program behind `Waystation.cmd`, the start menu and “Open with”: opens the console, then ends itself. */
const given = process.argv.slice(2);
try {
  process.exitCode = await openConsoleOnce(readOpenArguments(given));
} catch (error) {
  process.stderr.write(`${reportOpening(error)}\n`);
  process.exitCode = error instanceof TypeError ? exitCodes.wrongUse : exitCodes.failed;
}
// The window of a double click is gone with this process, and what it says with it.
if (process.exitCode !== exitCodes.success && given.includes('--pause') && process.stdin.isTTY) {
  process.stdout.write(`\n${createWords()('opening:closeByEnter')}\n`);
  await once(process.stdin, 'data');
  process.stdin.pause();
}
