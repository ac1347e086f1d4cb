import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { stepDescriptions } from '#shared/steps/catalog';
import { runCommandLine } from '#shared/steps/run-command-line';
import { SequenceDocument } from '../document.ts';
import { EditingSession } from '../editing-session.ts';
import { dialectOf } from './dialects.ts';

const clock = { now: () => 1, wait: () => Promise.resolve() };

describe('dialects', () => {
  it('[DOC-70] no source but their own asks which dialect a document has', () => {
    const root = fileURLToPath(new URL('../../../../', import.meta.url));
    const sources = globSync(['electron/**/*.ts', 'shared/**/*.ts', 'renderer/**/*.{ts,tsx}'], { cwd: root }).filter(
      (file) => !/\.test\.tsx?$|[\\/]dialects[\\/]/.test(file),
    );
    expect(sources.length).toBeGreaterThan(300);
    const asking = sources.filter((file) => /dialect\s*[!=]==/i.test(readFileSync(`${root}${file}`, 'utf8')));
    expect(asking).toEqual([]);
  });

  it('[DOC-70] each writes a new group, step and variable in its own way', () => {
    const made = (text: string): string => {
      const document = new SequenceDocument(text);
      const session = new EditingSession(document, clock);
      session.apply([{ kind: 'insert', type: runCommandLine.type, place: { where: 'into', parentId: null } }]);
      const [row] = document.rows();
      session.apply([{ kind: 'setVariable', id: row?.id ?? '', property: 'CommandLine', value: 'ver' }]);
      return document.print();
    };
    const field = made('<sequence version="3.10"></sequence>');
    expect(field).toContain('<action>smsswd.exe /run: ver</action>');
    expect(field).toContain('<variable name="CommandLine" property="CommandLine" hidden="true">ver</variable>');
    const toolkit = made('<sequence version="3.00" name="Custom" description=""></sequence>');
    expect(toolkit).toMatch(/<defaultVarList>[\s\S]*<\/defaultVarList>\n\s*<action>ver<\/action>/);
    expect(toolkit).not.toContain('CommandLine"');
  });

  it('[STEP-22] a new step has the name that the field gives its type', () => {
    for (const description of stepDescriptions.filter(({ element, retired }) => element !== 'group' && !retired)) {
      const document = new SequenceDocument('<sequence version="3.10"></sequence>');
      const edit = { kind: 'insert', type: description.type, place: { where: 'into', parentId: null } } as const;
      new EditingSession(document, clock).apply([edit]);
      expect(document.rows()[0]?.name).toBe(description.newName);
    }
  });

  it('[DOC-70] only the Deployment Toolkit knows commands that are the property, typed or not, or of no type of ours', () => {
    const types = ['', runCommandLine.type, runCommandLine.type.toUpperCase(), 'BDD_Thing'];
    const asked = (id: 'cm' | 'mdt') => types.map((type) => dialectOf(id).isCommand(type, 'CommandLine'));
    expect([asked('cm'), asked('mdt')]).toEqual([
      [false, false, false, false],
      [true, true, true, true],
    ]);
    expect(dialectOf('mdt').isCommand('', 'PackageID')).toBe(false);
  });

  it('[DOC-70] types that the Deployment Toolkit gets are those with its template, and no other', () => {
    const takes = stepDescriptions.filter((description) => {
      try {
        return dialectOf('mdt').newStep(description, 'x', '3.00').name === 'step';
      } catch {
        return false;
      }
    });
    expect(takes.map(({ id }) => id)).toEqual(['run-command-line', 'restart-computer', 'set-task-sequence-variable']);
  });
});
