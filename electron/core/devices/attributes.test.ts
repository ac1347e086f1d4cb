import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realFiles } from '../ports/files-real.ts';
import { ATTRIBUTES_FILE, attributesOf, openAttributes } from './attributes.ts';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'attributes-'));
});
afterEach(() => {
  fs.rmSync(root, { recursive: true, force: true });
});

describe('attributes of a folder device', () => {
  it('[DEV-9] keeps hidden and system across opening, without regard to case', () => {
    const first = openAttributes(realFiles, root);
    first.set('Users\\Anna\\Secret.txt', { hidden: true, system: false });
    first.set('Users\\desktop.ini', { hidden: true, system: true });
    first.set('Users\\plain.txt', { hidden: true, system: false });
    first.set('USERS\\PLAIN.TXT', { hidden: false, system: false });
    first.save();
    const second = openAttributes(realFiles, root);
    expect([
      second.get('users\\anna\\SECRET.TXT'),
      second.get('Users\\desktop.ini'),
      second.get('Users\\plain.txt'),
      fs.readdirSync(root),
    ]).toEqual([
      { hidden: true, system: false },
      { hidden: true, system: true },
      { hidden: false, system: false },
      [ATTRIBUTES_FILE],
    ]);
  });

  it('[DEV-9] writes nothing when nothing changed', () => {
    const attributes = openAttributes(realFiles, root);
    attributes.set('a', { hidden: false, system: false });
    attributes.save();
    expect(fs.readdirSync(root)).toEqual([]);
  });

  it('[DEV-9] takes read-only from the write bit, of files only', () => {
    const attributes = openAttributes(realFiles, root);
    expect([0o444, 0o644].map((mode) => attributesOf(attributes, 'a', mode, true).readOnly)).toEqual([true, false]);
    expect(attributesOf(attributes, 'a', 0o555, false).readOnly).toBe(false);
  });

  it.each(['', '{', '{"version":2,"entries":{}}', '{"version":1,"entries":{"a":"X"}}'])(
    '[DEV-9] refuses a side-car of %j',
    (text) => {
      fs.writeFileSync(path.join(root, ATTRIBUTES_FILE), text);
      expect(() => openAttributes(realFiles, root)).toThrow(/ATTRIBUTES_DAMAGED/);
    },
  );
});
