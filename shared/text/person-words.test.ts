import { describe, expect, it } from 'vitest';
import { capturePreview } from './en/capture-preview.ts';
import { commandLine } from './en/command-line.ts';
import { components } from './en/components.ts';
import { devices } from './en/devices.ts';
import { editLabels } from './en/edit-labels.ts';
import { errors } from './en/errors.ts';
import { facts } from './en/facts.ts';
import { fileBrowser } from './en/file-browser.ts';
import { frame } from './en/frame.ts';
import { jobs } from './en/jobs.ts';
import { notes } from './en/notes.ts';
import { opening } from './en/opening.ts';
import { palette } from './en/palette.ts';
import { reasons } from './en/reasons.ts';
import { restart } from './en/restart.ts';
import { runLog } from './en/run-log.ts';
import { runs } from './en/runs.ts';
import { sequenceEditor } from './en/sequence-editor.ts';
import { settings } from './en/settings.ts';
import { start } from './en/start.ts';
import { taskSequences } from './en/task-sequences.ts';
import { userState } from './en/user-state.ts';

/** Texts of the window and of the command line. Labels of step types are the field’s, with the field’s own names. */
const texts = {
  ...{ capturePreview, commandLine, components, devices, editLabels, errors, facts, fileBrowser, frame, jobs, notes },
  ...{ opening, palette, reasons, restart, runLog, runs, sequenceEditor, settings, start, taskSequences, userState },
};

/** Words that are ours and not a person’s, and what is said instead. */
const forbidden: readonly (readonly [RegExp, string])[] = [
  [/\bcore\b/i, 'a part of the program: say Waystation'],
  [/\bjournals?\b(?! mode)/i, 'how a run is kept: say what the steps did, or its record'],
  [/\bcontract\b/i, 'an agreement between parts of the program: say what is expected'],
  [/\btrace id\b/i, 'a key of the log: say report number'],
  [/\bdoes not act\b/i, 'how steps are written: say what cannot be done'],
  [/\b(?:payload|schema|handler|enum|websocket|socket|stack trace|serialized?)\b/i, 'a part of the source'],
  [/\bsite database row|row of the site database\b/i, 'where it lies: say an entry of the site'],
  [/\b(?:undefined|NaN|\[object)\b/, 'a value that nobody meant to be read'],
  [/\b[A-Z]+(?:_[A-Z]+)+\b/, 'a code: say what is not so'],
  [/\bINTERNAL\b/, 'a code of a fault: say that something went wrong'],
  [/[{]\s*"/, 'a value as the program keeps it'],
];

/** Names of values that are put in and of variables of the field are no words. */
const names = /\{\{.*?\}\}|%\w+%/g;

function leaves(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

describe('what a person reads', () => {
  it('[UI-535] has none of the words that only the program’s makers know', () => {
    const all = leaves(texts, '');
    expect(all.length).toBeGreaterThan(1500);
    const found = all.flatMap(([path, text]) =>
      forbidden
        .filter(([word]) => word.test(text.replaceAll(names, '')))
        .map(([, reason]) => `${path}: “${text}” (${reason})`),
    );
    expect(found).toEqual([]);
  });
});
