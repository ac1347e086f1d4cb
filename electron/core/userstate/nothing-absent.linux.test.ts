import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isMissing } from '#shared/model/user-state';
import { realFiles } from '../ports/files-real.ts';
import { openCatalog } from './stores/catalog.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';
import { anna, capture, device, makePlace, restore, testWork, verify } from './test-device.contract.ts';

// Everything that is on a device is afterwards in the store with its content, or named, or counted as left out by a rule.
const place = makePlace();
const quick = { ...realFiles, syncFileSystem: () => true };

/** Names that some system, or some eye, takes for one another, that Windows cannot have, or that rules know. */
const hardNames = [
  ...['Note.txt', 'note.txt', 'NOTE.TXT', 'caf\u00e9', 'cafe\u0301', 'CAF\u00c9', 'x\ufffd', 'Stra\u00dfe', 'STRASSE'],
  ...['end.', 'end ', ' start', '...', 'a:b', 'a?b', 'a\\b', 'tab\t', 'con', 'CON.txt', 'nul', 'com1.log'],
  ...['f'.repeat(255), '\u6f22'.repeat(85), '\u{1f600}'.repeat(63), 'AppData', 'appdata', 'NTUSER.DAT', 'Cookies'],
  ...['Documents', 'documents', 'Desktop', 'data', 'catalog.db', '.waystation', 'desktop.ini', '__proto__'],
].map((name) => Buffer.from(name));
const noText = [[0xe9], [0xe8], [0x78, 0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98]].map((bytes) =>
  Buffer.from(bytes),
);
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hardNames) },
  { weight: 2, arbitrary: fc.constantFrom(...noText) },
  {
    weight: 2,
    arbitrary: fc
      .uint8Array({ minLength: 1, maxLength: 20 })
      .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0 && byte !== 0x2f)))
      .filter((bytes) => bytes.length > 0 && !['.', '..'].includes(bytes.toString('latin1'))),
  },
);
const streamName = fc.oneof(
  fc.constantFrom('Zone.Identifier', 'zone.identifier', 'a:b', 'x?', 'end.', 'caf\u00e9', 'cafe\u0301', 'DOSATTRIB'),
  fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes('\0')),
);
const streams = fc.uniqueArray(fc.tuple(streamName, fc.uint8Array({ maxLength: 100 })), {
  selector: ([one]) => one,
  maxLength: 3,
});
/** Where a link leads: to itself, around, to nothing, inside, to a folder above, and out of the device. */
const linkTarget = fc.constantFrom(
  '.',
  '..',
  'self',
  'nowhere',
  'Note.txt',
  'Documents',
  '../..',
  '/outside',
  '/d/Data',
);
const entry = fc.record({
  folders: fc.array(name, { maxLength: 2 }),
  name,
  kind: fc.constantFrom('file', 'file', 'file', 'folder', 'link'),
  target: linkTarget,
  streams,
});
/** Names that are one to somebody, both in one folder. */
const twin = fc.constantFrom<readonly [Buffer, Buffer]>(
  [Buffer.from('Note.txt'), Buffer.from('note.txt')],
  [Buffer.from('caf\u00e9'), Buffer.from('cafe\u0301')],
  [Buffer.from('x\ufffd'), Buffer.from([0x78, 0xff])],
  [Buffer.from([0x78, 0xfe]), Buffer.from([0x78, 0xff])],
  [Buffer.from('end'), Buffer.from('end.')],
  [Buffer.from('Documents'), Buffer.from('documents')],
);
const twins = fc
  .record({ names: twin, kind: fc.constantFrom('file', 'folder'), folders: fc.array(name, { maxLength: 1 }), streams })
  .map(({ names, ...rest }) => names.map((own) => ({ ...rest, name: own, target: '.' })));
const tree = fc.record({
  profile: fc
    .tuple(fc.array(twins, { maxLength: 2 }), fc.array(entry, { maxLength: 8 }))
    .map(([pairs, others]) => [...pairs.flat(), ...others]),
  redirected: fc.constantFrom(
    null,
    'D:\\Data\\Docs',
    'D:\\data\\docs',
    'D:\\DATA\\Caf\u00e9',
    'C:\\Users\\Anna\\documents',
  ),
  elsewhere: fc.subarray(['Data/Docs', 'data/docs', 'DATA/docs', 'Data/Cafe\u0301', 'data/Caf\u00e9']),
});
type Tree = typeof tree extends fc.Arbitrary<infer Value> ? Value : never;

const inBytes = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.flatMap((part, index) => [Buffer.from(index === 0 ? '' : '/'), Buffer.from(part)]));

/** A name that is taken by something else, or too long where it would lie, makes no entry. */
function trying(work: () => void): void {
  try {
    work();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['EEXIST', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENOENT', 'ENAMETOOLONG', 'EINVAL', 'ENOSPC'].includes(code))
      throw error;
  }
}

function makeTree({ profile, elsewhere }: Tree): void {
  for (const folder of [place.old, place.fresh, path.dirname(place.store)])
    fs.rmSync(folder, { recursive: true, force: true });
  for (const folder of ['c/Users/Anna', 'd']) {
    fs.mkdirSync(path.join(place.old, folder), { recursive: true });
    fs.mkdirSync(path.join(place.fresh, folder), { recursive: true });
  }
  for (const folder of elsewhere) {
    fs.mkdirSync(path.join(place.old, 'd', folder), { recursive: true });
    fs.writeFileSync(path.join(place.old, 'd', folder, 'far.txt'), `far ${folder}`);
  }
  for (const [index, one] of profile.entries()) trying(() => makeEntry(one, index));
}

function makeEntry({ folders, name: own, kind, target, streams: marks }: Tree['profile'][number], index: number): void {
  let folder: Buffer = Buffer.from(path.join(place.old, 'c/Users/Anna'));
  for (const one of folders) {
    folder = inBytes(folder, one);
    // Never through a link: what lies behind it is another place.
    if (fs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) fs.mkdirSync(folder);
  }
  const file = inBytes(folder, own);
  if (fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined) return;
  if (kind === 'folder') fs.mkdirSync(file);
  else if (kind === 'link') {
    const absolute = target.startsWith('/') ? path.join(place.old, target === '/outside' ? '..' : target) : target;
    fs.symlinkSync(target === 'self' ? own : absolute, file);
  } else {
    fs.writeFileSync(file, `content ${index}`);
    const asText = file.toString();
    if (!Buffer.from(asText).equals(file)) return;
    for (const [mark, content] of marks)
      trying(() => {
        realFiles.writeStream(asText, mark, Buffer.from(content));
      });
  }
}

interface Found {
  readonly windowsPath: string;
  readonly kind: 'file' | 'link';
  readonly sha256: string;
  /** Null where its name is no text, so that nobody can ask for it by a string. */
  readonly hostPath: string | null;
}

/** Files and links below a folder, by their bytes. */
function look(folder: Buffer, windowsPath: string): Found[] {
  return fs.readdirSync(folder, { encoding: 'buffer', withFileTypes: true }).flatMap((one): Found[] => {
    const file = inBytes(folder, one.name);
    const own = `${windowsPath}\\${one.name.toString()}`;
    if (one.isDirectory()) return look(file, own);
    const hostPath = Buffer.from(file.toString()).equals(file) ? file.toString() : null;
    const sha256 = one.isFile() ? createHash('sha256').update(fs.readFileSync(file)).digest('hex') : '';
    return [{ windowsPath: own, kind: one.isFile() ? 'file' : 'link', sha256, hostPath }];
  });
}

function storedObjects(): readonly CatalogObject[] {
  const catalog = openCatalog(realFiles, place.store);
  try {
    return catalog.objects();
  } finally {
    catalog.close();
  }
}

const covers = (told: string, windowsPath: string): boolean =>
  told === windowsPath || windowsPath.startsWith(`${told}\\`);

function check({ redirected, ...rest }: Tree): void {
  makeTree({ redirected, ...rest });
  const drives = (root: string) => ({ 'C:': path.join(root, 'c'), 'D:': path.join(root, 'd') });
  const account = redirected === null ? anna : { ...anna, folders: { documents: redirected } };
  const result = capture(
    place,
    { device: device(place.old, { drives: drives(place.old), accounts: [account] }) },
    testWork(quick).work,
  );
  expect(verify(place).isSound).toBe(true);
  const objects = storedObjects();
  const missing = result.leftOut.filter(({ reason }) => isMissing(reason)).map((one) => one.path);
  const ruledOut = result.leftOut.filter(({ reason }) => !isMissing(reason)).map((one) => one.path);
  expect([result.isComplete, result.exitCode]).toEqual(missing.length === 0 ? [true, 0] : [false, 3]);

  const all = look(Buffer.from(path.join(place.old, 'c/Users/Anna')), 'C:\\Users\\Anna');
  const taken = new Map<string, number>();
  let byRule = 0;
  for (const found of all) {
    const key = `${found.kind} ${found.windowsPath} ${found.sha256}`;
    const stored = objects.filter(({ kind, path: one, sha256 }) => `${kind} ${one} ${sha256}` === key).length;
    const used = taken.get(key) ?? 0;
    if (used < stored) {
      taken.set(key, used + 1);
      checkStreams(found, objects, missing);
    } else if (missing.some((one) => covers(one, found.windowsPath))) continue;
    else if (ruledOut.some((one) => covers(one, found.windowsPath))) byRule += found.kind === 'file' ? 1 : 0;
    // A known folder that is a link was followed, or is missing by its name.
    else if (found.kind === 'link') expect(found.windowsPath.toUpperCase()).toMatch(/\\(DOCUMENTS|DESKTOP)$/);
    else expect(found.windowsPath).toBe('in the store, named, or counted as left out');
  }
  expect(result.ruledOut?.files).toBe(byRule);
  checkRedirected(redirected, objects, missing);
  checkRestore(objects, drives(place.fresh), result.missingCount);
}

function checkStreams(
  { hostPath, windowsPath }: Found,
  objects: readonly CatalogObject[],
  missing: readonly string[],
): void {
  if (hostPath === null) return;
  const kept = objects.find((one) => one.path === windowsPath)?.streams ?? [];
  for (const { name: mark } of realFiles.readStreams(hostPath)) {
    const content = kept.find((one) => one.name === mark)?.content;
    if (content !== undefined) expect(content).toEqual(realFiles.readStream(hostPath, mark, 65_536));
    else expect(missing).toContain(`${windowsPath}:${mark}`);
  }
}

/** Whatever the redirected folder may mean is in the store, or named. */
function checkRedirected(
  redirected: string | null,
  objects: readonly CatalogObject[],
  missing: readonly string[],
): void {
  if (redirected?.startsWith('D:') !== true) return;
  const key = (text: string): string => text.normalize('NFC').toUpperCase();
  for (const far of look(Buffer.from(path.join(place.old, 'd')), 'D:')) {
    if (!key(far.windowsPath).startsWith(`${key(redirected)}\\`)) continue;
    const isStored = objects.some(({ path: one, sha256 }) => one === far.windowsPath && sha256 === far.sha256);
    expect(isStored || missing.some((one) => covers(one, far.windowsPath))).toBe(true);
  }
}

function checkRestore(objects: readonly CatalogObject[], drives: Record<string, string>, notCaptured: number): void {
  const restored = restore(place, { device: device(place.fresh, { drives }) }, testWork(quick).work);
  const there = look(Buffer.from(place.fresh), '');
  const contents = new Map(there.map(({ sha256, hostPath }) => [sha256, hostPath ?? '']));
  const lost = restored.missing.map((one) => one.path);
  for (const { kind, path: one, sha256, streams: kept } of objects) {
    if (kind !== 'file') continue;
    const file = contents.get(sha256);
    if (file === undefined) expect(lost).toContain(one);
    else {
      for (const { name: mark, content } of kept) {
        const isThere = realFiles.readStreams(file).some((stream) => stream.name === mark);
        if (isThere) expect(realFiles.readStream(file, mark, 65_536)).toEqual(content);
        else expect(lost).toContain(`${one}:${mark}`);
      }
    }
  }
  expect(restored.missingCount).toBeGreaterThanOrEqual(notCaptured);
  expect([restored.isComplete, restored.exitCode]).toEqual(restored.missingCount === 0 ? [true, 0] : [false, 3]);
}

it('[UST-183] whatever is on the device is in the store, named, or counted as left out by a rule', () => {
  fc.assert(fc.property(tree, check), { numRuns: 60 });
}, 120_000);
