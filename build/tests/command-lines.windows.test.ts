import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunStepRow } from '#shared/model/run';
import { nodeCommand } from '#core/ports/fakes/on-windows';
import { createRunSite, type RunSite } from '#host/fakes/run-site';

interface Line {
  readonly name: string;
  readonly command: string;
  readonly folder?: string;
  readonly seconds?: number;
  /** What the command ends with, as the program tells it. */
  readonly code?: number | null;
  /** Its codes of success, when they are not 0 alone. */
  readonly success?: string;
  /** What its log must say. */
  readonly says?: string | RegExp;
}

const lines: readonly Line[] = [
  { name: 'words', command: 'echo hello', says: 'hello' },
  { name: 'a shell in the shell', command: 'cmd /c echo inner', says: 'inner' },
  { name: 'a quoted program', command: '"%SystemRoot%\\system32\\cmd.exe" /c echo "a b"', says: '"a b"' },
  { name: 'a quoted program with quoted words', command: '"%ComSpec%" /c "echo one && echo two"', says: 'two' },
  {
    name: 'words as Node gets them',
    command: `${nodeCommand('console.log(process.argv.slice(1))')} "a b" c^&d`,
    says: "[ 'a b', 'c&d' ]",
  },
  { name: 'a variable of the sequence', command: 'echo who is %Who%', says: 'who is Anna Kovács' },
  { name: 'a variable that is not there', command: 'echo 100%% and end', says: /100%.* and end/ },
  {
    name: 'redirection',
    command: 'echo kept>"%WAYSTATION_DRIVE_C%\\kept.txt" & type "%WAYSTATION_DRIVE_C%\\kept.txt"',
    says: 'kept',
  },
  { name: 'standard error', command: 'echo warned 1>&2', says: 'warned' },
  { name: 'no standard input', command: 'set /p X=Enter & echo went on', says: 'went on' },
  { name: 'letters beyond ASCII', command: 'echo äöü ß é 文', says: 'äöü ß é 文' },
  { name: 'a working folder', command: 'cd', folder: 'C:\\Users\\Anna', says: /Users\\Anna/ },
  { name: 'a working folder that is not there', command: 'cd .', folder: 'C:\\Nowhere', code: null },
  { name: 'one', command: 'exit 1', code: 1 },
  { name: '256', command: 'exit 256', code: 256 },
  { name: '300', command: 'cmd /c exit 300', code: 300 },
  { name: '3010', command: 'cmd /c exit 3010', code: 3010 },
  { name: 'minus one', command: 'cmd /c exit -1', code: -1 },
  { name: '4294967295', command: 'cmd /c  exit -1', success: '0 4294967295', code: -1 },
  { name: '0x80070005', command: 'cmd /c exit -2147024891', code: -2147024891 },
  { name: 'a program that is not there', command: 'nosuchprogram.exe /x', code: 9009 },
  {
    name: 'a tree that takes too long',
    command: `cmd /c cmd /c call ${nodeCommand('setTimeout(() => 0, 60_000)')}`,
    seconds: 2,
    code: null,
    says: /2 seconds/,
  },
];

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function stepOf({ name, command, folder, seconds, success = '0' }: Line): string {
  const values: [string, string][] = [['CommandLine', command]];
  if (folder !== undefined) values.push(['WorkingDirectory', folder]);
  const list = values.map(([key, value]) => `<variable name="${key}" property="${key}">${escape(value)}</variable>`);
  const limit = seconds === undefined ? '' : ` timeout="${String(seconds)}"`;
  return (
    `<step type="SMS_TaskSequence_RunCommandLineAction" name="${name}" description="" continueOnError="true" ` +
    `runIn="WinPEandFullOS" successCodeList="${success}" retryCount="0" runFromNet="false"${limit}>` +
    `<action>x</action><defaultVarList>${list.join('')}</defaultVarList></step>`
  );
}

const setWho =
  '<step type="SMS_TaskSequence_SetVariableAction" name="Who" description="" runIn="WinPEandFullOS" successCodeList="0">' +
  '<action>x</action><defaultVarList><variable name="VariableName" property="VariableName">Who</variable>' +
  '<variable name="VariableValue" property="VariableValue">Anna Kovács</variable></defaultVarList></step>';

let site: RunSite;
let steps: readonly RunStepRow[];
let log: string;
let seconds: number;

beforeAll(async () => {
  site = await createRunSite([setWho, ...lines.map(stepOf)]);
  mkdirSync(join(site.drive, 'Users/Anna'), { recursive: true });
  const before = performance.now();
  const runId = await site.start();
  await site.host.core.runs.whenEnded(runId);
  seconds = (performance.now() - before) / 1000;
  steps = (await site.host.core.runs.view(runId)).steps;
  log = readFileSync(join(site.host.core.site.paths.logs, String(runId), 'smsts.log'), 'utf8');
}, 180_000);
afterAll(() => site.remove());

/** What the log says between the beginning of this step and that of the next. */
function logOf(name: string): string {
  const at = lines.findIndex((line) => line.name === name);
  const beginnings = lines.map(({ command }) => log.indexOf(`Command line: ${command}]`));
  const from = beginnings[at] ?? -1;
  const later = beginnings.filter((one) => one > from);
  return from === -1 ? log : log.slice(from, Math.min(...later, log.length));
}

it.each(lines)('[BLD-14] $name: $command', ({ name, code = 0, success, says }) => {
  const isGood = code === 0 || success !== undefined;
  const step = steps.find((one) => one.name === name);
  const returned = step?.returnCode ?? step?.error?.returnCode ?? null;
  expect([returned, step?.state], logOf(name)).toEqual([code, isGood ? 'succeeded' : 'failed-ignored']);
  if (says instanceof RegExp) expect(logOf(name)).toMatch(says);
  else if (says !== undefined) expect(logOf(name)).toContain(says);
});

it('[BLD-14] the tree that took too long is ended when its time is over', () => {
  expect(seconds).toBeLessThan(60);
});
