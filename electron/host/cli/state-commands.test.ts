import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { message } from '#shared/contract/message';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';
import { renamedLines } from './state-commands.ts';

let line: CommandLine;
const makeEach = (): void => {
  beforeEach(async () => {
    line = await makeCommandLine();
  });
  afterEach(() => line.remove());
};

describe('computer associations', () => {
  makeEach();
  beforeEach(async () => {
    for (const name of ['OLD', 'NEW', 'THIRD']) await line.done('device', 'create', name);
  });

  it('[HOST-77] are made for all accounts unless some are named, and changed', async () => {
    const made = await line.done('association', 'create', 'old', 'new');
    expect(made).toMatchObject({
      association: { sourceName: 'OLD', destinationName: 'NEW', behavior: 'capture-all-restore-all', accounts: [] },
    });
    expect(await line.done('association', 'show', 'OLD', 'NEW')).toEqual(made);
    const named = ['--accounts', 'capture-all-restore-specified', '--account', 'LAB\\anna', '--account', 'max'];
    expect(await line.done('association', 'set', 'OLD', 'NEW', ...named)).toMatchObject({
      association: { behavior: 'capture-all-restore-specified', accounts: ['LAB\\anna', 'max'] },
    });
    expect(await line.done('association', 'set', 'OLD', 'NEW', '--account', 'eva')).toMatchObject({
      association: { behavior: 'capture-all-restore-specified', accounts: ['eva'] },
    });
    expect((await line.run('association', 'show', 'OLD', 'NEW')).out).toMatch(/^Account +eva$/m);
    expect((await line.run('association', 'list')).out).toMatch(/^OLD +NEW +not-started +capture-all/m);
    expect(await line.done('association', 'set', 'OLD', 'NEW', '--accounts', 'capture-all-restore-all')).toMatchObject({
      association: { accounts: [] },
    });
  });

  it.each([
    [['create', 'OLD', 'NEW', '--account', 'anna'], '--account needs one of --accounts'],
    [['create', 'OLD', 'NEW', '--accounts', 'capture-all-restore-specified'], 'at least one --account'],
    [['create', 'OLD', 'NEW', '--accounts', 'some'], '--accounts is one of'],
    [['create', 'OLD'], 'needs more words'],
    [['set', 'OLD', 'THIRD'], 'Say what to change'],
    [['delete', 'OLD', 'THIRD', '--stores', 'burn'], '--stores is one of keep, delete'],
  ])('[HOST-77] %j is wrong use: %s', async (words, sentence) => {
    await line.done('association', 'create', 'OLD', 'THIRD');
    const said = await line.run('association', ...words);
    expect([said.code, said.err]).toEqual([2, expect.stringContaining(sentence)]);
    expect(await line.done('association', 'list')).toMatchObject({ associations: [{ destinationName: 'THIRD' }] });
  });

  it('[HOST-77] that the site does not allow are refused in words', async () => {
    await line.done('association', 'create', 'OLD', 'NEW');
    for (const [words, code] of [
      [['create', 'OLD', 'NEW'], 'ASSOCIATION_EXISTS'],
      [['create', 'OLD', 'OLD'], 'ASSOCIATION_SAME_DEVICE'],
      [['show', 'NEW', 'OLD'], 'ASSOCIATION_NOT_FOUND'],
    ] as const) {
      const said = await line.run('association', ...words);
      expect([said.code, said.err]).toEqual([1, expect.stringContaining(`(${code})`)]);
    }
  });
});

describe('state migration points', () => {
  makeEach();

  it('[HOST-78] are made with the usual limits or those that are named', async () => {
    const [one, two] = [join(line.folder, 'one'), join(line.folder, 'two')];
    await mkdir(one);
    const usual = { maximumClients: 100, minimumFreeSpace: 100, minimumFreeSpaceUnit: 'MB' };
    const made = await line.done('smp', 'create', 'Lab', '--folder', one, '--folder', two);
    expect(made).toMatchObject({
      migrationPoint: {
        name: 'Lab',
        restoreOnly: false,
        deletion: { kind: 'after-days', days: 1 },
        folders: [
          { path: one, ...usual },
          { path: two, ...usual, state: 'missing' },
        ],
      },
    });
    const all = ['--clients', '5', '--free-space', '10%', '--restore-only', '--delete-at-once'];
    expect(await line.done('smp', 'create', 'Other', '--folder', one, ...all)).toMatchObject({
      migrationPoint: {
        restoreOnly: true,
        deletion: { kind: 'immediate' },
        folders: [{ maximumClients: 5, minimumFreeSpace: 10, minimumFreeSpaceUnit: 'percent' }],
      },
    });
    expect((await line.run('smp', 'list')).out).toMatch(/^Other .* 0\/5 .* restore only$/m);
    expect((await line.run('smp', 'show', 'lab')).out).toContain(`${two}: does not exist`);
    const taken = await line.run('smp', 'create', 'LAB', '--folder', two);
    expect([taken.code, taken.err]).toEqual([1, expect.stringContaining('(NAME_TAKEN)')]);
  });

  it('[HOST-78] keep what a change does not name; limits go to the named folders or to all', async () => {
    const [one, two, three] = ['one', 'two', 'three'].map((name) => join(line.folder, name));
    await line.done('smp', 'create', 'Lab', '--folder', one ?? '', '--folder', two ?? '', '--keep', '3');
    await line.done('smp', 'set', 'lab', '--free-space', '5GB');
    await line.done('smp', 'set', 'Lab', '--folder', two ?? '', '--folder', three ?? '', '--clients', '7');
    const set = await line.done(
      'smp',
      'set',
      'Lab',
      '--remove-folder',
      one ?? '',
      '--rename',
      'Depot',
      '--restore-only',
    );
    const gb = { minimumFreeSpace: 5, minimumFreeSpaceUnit: 'GB' };
    expect(set).toMatchObject({
      migrationPoint: {
        name: 'Depot',
        restoreOnly: true,
        deletion: { kind: 'after-days', days: 3 },
        folders: [
          { path: two, maximumClients: 7, ...gb },
          { path: three, maximumClients: 7, minimumFreeSpace: 100, minimumFreeSpaceUnit: 'MB' },
        ],
      },
    });
    expect(await line.done('smp', 'set', 'Depot', '--take-captures')).toMatchObject({
      migrationPoint: { restoreOnly: false },
    });
    const unknown = await line.run('smp', 'set', 'Depot', '--remove-folder', one ?? '');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('is not a folder of Depot')]);
    const gone = await line.run('smp', 'set', 'Depot', '--remove-folder', two ?? '', '--remove-folder', three ?? '');
    expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('needs at least one folder')]);
    expect(await line.done('smp', 'delete', 'depot')).toEqual({ deleted: 'Depot', folders: [two, three] });
    expect(await line.done('smp', 'list')).toEqual({ migrationPoints: [] });
  });

  it.each([
    [['create', 'Lab'], 'Say where user state is kept'],
    [['create', 'Lab', '--folder', 'x', '--free-space', '101%'], '--free-space is'],
    [['create', 'Lab', '--folder', 'x', '--free-space', '5TB'], '--free-space is'],
    [['create', 'Lab', '--folder', 'x', '--free-space', '0MB'], '--free-space is'],
    [['create', 'Lab', '--folder', 'x', '--clients', '100000'], '--clients is a number from 1 to 99999'],
    [['create', 'Lab', '--folder', 'x', '--keep', '366'], '--keep is a number from 1 to 365'],
    [['create', 'Lab', '--folder', 'x', '--keep', '3', '--delete-at-once'], 'exclude each other'],
    [['set', 'Lab'], 'Say what to change'],
    [['set', 'Lab', '--restore-only', '--take-captures'], 'exclude each other'],
  ])('[HOST-78] %j is wrong use: %s', async (words, sentence) => {
    const said = await line.run('smp', ...words);
    expect([said.code, said.err]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

interface Stores {
  stateStores: { id: string; path: string; fileCount: number; byteCount: number }[];
}

/** Captures the sample's old computer and gives the store. */
async function capture(): Promise<Stores['stateStores'][number]> {
  await line.done('run', 'start', 'WAY00001', '--device', 'OLD-PC');
  const [store] = ((await line.done('state', 'list')) as Stores).stateStores;
  if (store === undefined) throw new Error('The sample captured nothing.');
  return store;
}

describe('state stores', () => {
  beforeAll(async () => {
    line = await makeCommandLine();
    await line.done('site', 'sample');
  }, 60_000);
  afterAll(() => line.remove());

  it('[HOST-79] the sample is added once', async () => {
    const again = await line.run('site', 'sample');
    expect([again.code, again.err.split('\n')[0]]).toEqual([1, 'The sample is in this site already.']);
  });

  it('[HOST-79] are deleted with --yes only; without it what would be lost is named and nothing happens', async () => {
    const store = await capture();
    const short = store.id.slice(0, 8);
    const objects = (await line.done('state', 'objects', short)) as { total: number; objects: { path: string }[] };
    expect(objects.objects.length).toBe(objects.total);
    const some = (await line.done('state', 'objects', store.id, '--filter', 'Note 001')) as typeof objects;
    expect(some.total).toBeGreaterThan(0);
    expect(some.objects.every(({ path }) => path.includes('Note 001'))).toBe(true);
    expect((await line.run('state', 'objects', short, '--filter', 'no such')).out).toBe('Nothing matches.\n');

    const asked = await line.run('state', 'delete', short);
    const lost = `${store.path}: user state of OLD-PC for NEW-PC, ${String(store.fileCount)} files, `;
    expect([asked.code, asked.out]).toEqual([2, '']);
    expect(asked.err.split('\n')).toEqual([
      'Nothing was deleted. This would be lost for good:',
      expect.stringContaining(lost),
      'It was never restored.',
      'Add --yes to delete it.',
      '(INVALID_INPUT)',
      '',
    ]);
    const data = (await line.run('state', 'delete', short, '--json')).json();
    const { path, fileCount, byteCount } = store;
    expect(data).toMatchObject({ error: { details: { path, fileCount, byteCount } } });
    expect(existsSync(store.path)).toBe(true);
    const held = await line.run('smp', 'delete', 'Sample state migration point');
    expect([held.code, held.err]).toEqual([1, expect.stringContaining('(MIGRATION_POINT_HOLDS_STATE)')]);

    expect(await line.done('state', 'delete', short, '--yes')).toEqual({
      deleted: { id: store.id, path, sourceName: 'OLD-PC', fileCount, byteCount },
    });
    expect(existsSync(store.path)).toBe(false);
    for (const verb of ['delete', 'objects']) {
      const gone = await line.run('state', verb, short);
      expect([gone.code, gone.err]).toEqual([1, expect.stringContaining('(STATE_STORE_NOT_FOUND)')]);
    }
  }, 120_000);

  it('[UST-264] [HOST-350] of a row whose place holds the files of another one it is said that those stay', async () => {
    const file = join(line.folder, 'capture.xml');
    const step = `<step type="SMS_TaskSequence_CaptureUserStateAction" name="Capture"><action>osdmigrateuserstate.exe</action></step>`;
    await writeFile(file, `<sequence version="3.10">${step}</sequence>`);
    const { imported } = (await line.done('sequence', 'import', file)) as { imported: { packageId: string }[] };
    const start = ['run', 'start', imported[0]?.packageId ?? '', '--device', 'OLD-PC', '--var'];
    await line.done(...start, 'OSDStateStorePath=C:\\own');
    expect((await line.run(...start, 'OSDStateStorePath=C:\\own')).err).toContain('failed');
    const { stateStores } = (await line.done('state', 'list')) as Stores;
    const [refused, whole] = stateStores.filter(({ path }) => path === stateStores[0]?.path);
    if (refused === undefined || whole === undefined) throw new Error('Two rows of one place were expected.');
    const shown = await line.run('state', 'show', refused.id);
    expect([shown.code, shown.out]).toEqual([
      3,
      expect.stringMatching(
        /^OLD-PC: .*\nNot captured by run \d+ \(failed\)\.\n.*already\.\n.*\n\(STATE_STORE_EXISTS\)\n$/,
      ),
    ]);
    expect((await line.run('state', 'show', refused.id, '--json')).json()).toMatchObject({
      notCaptured: { state: 'failed', error: { code: 'STATE_STORE_EXISTS' } },
    });
    expect((await line.run('state', 'show', whole.id)).out).not.toContain('Not captured');
    const said = await line.run('state', 'delete', refused.id, '--yes');
    expect([said.code, said.out]).toEqual([
      0,
      expect.stringMatching(
        /^Deleted the record of .*own: .*\n.*own stays: it holds the user state of another record\.\n$/,
      ),
    ]);
    expect(await line.done('state', 'verify', whole.id)).toMatchObject({ verify: { isSound: true } });
    expect((await line.run('state', 'delete', whole.id, '--yes')).out).toMatch(/^Deleted \/?.*own: [^\n]*\n$/);
    expect(existsSync(whole.path)).toBe(false);
  }, 120_000);

  it('[HOST-82] Ctrl+C ends a verification, which else says that every file is sound', async () => {
    const { id, fileCount } = await capture();
    const cancelled = await line.runCancelled('state', 'verify', id);
    expect([cancelled.code, cancelled.out, cancelled.err.split('\n')[0]]).toEqual([130, '', 'Cancelled.']);
    expect(await line.done('state', 'verify', id)).toMatchObject({ verify: { isSound: true, damagedCount: 0 } });
    expect(await line.done('state', 'show', id.slice(0, 6))).toMatchObject({ row: { id, fileCount } });
    await line.done('state', 'delete', id, '--yes');
  }, 120_000);

  it('[MIG-170] [MIG-172] that failed a verification are damaged until one succeeds', async () => {
    const { id, path } = await capture();
    const data = join(
      path,
      'data',
      readdirSync(join(path, 'data'), { recursive: true })
        .map(String)
        .find((name) => /\d$/.test(name) && statSync(join(path, 'data', name)).isFile()) ?? '',
    );
    const whole = readFileSync(data);
    const said = async (verb: string): Promise<unknown> => {
      const { code, out } = await line.run('state', verb, ...(verb === 'list' ? [] : [id]));
      return [code, /damaged/.test(out)];
    };
    writeFileSync(data, Buffer.concat([whole, Buffer.from('x')]));
    expect((await line.run('state', 'verify', id)).code).toBe(3);
    expect([await said('list'), await said('show')]).toEqual([
      [0, true],
      [3, true],
    ]);
    writeFileSync(data, whole);
    expect((await line.run('state', 'verify', id)).code).toBe(0);
    expect(await said('show')).toEqual([0, false]);
    for (const name of ['catalog.db', 'catalog.copy.db']) rmSync(join(path, name));
    expect((await line.run('state', 'verify', id)).err).toMatch(/STATE_STORE_(INCOMPLETE|DAMAGED)/);
    expect([await said('list'), await said('show')]).toEqual([
      [0, true],
      [3, true],
    ]);
    await line.done('state', 'delete', id, '--yes');
  }, 120_000);

  it('[HOST-77] outlive their association unless they are to go with it', async () => {
    const kept = await capture();
    expect(await line.done('association', 'delete', 'OLD-PC', 'NEW-PC')).toMatchObject({
      fate: 'keep',
      stateStores: [{ id: kept.id }],
    });
    expect(existsSync(kept.path)).toBe(true);
    await line.done('state', 'delete', kept.id, '--yes');
    await line.done('association', 'create', 'OLD-PC', 'NEW-PC');
    const gone = await capture();
    const said = await line.run('association', 'delete', 'OLD-PC', 'NEW-PC', '--stores', 'delete');
    expect([said.code, said.out]).toEqual([0, expect.stringContaining(`\nDeleted for good: ${gone.path}: `)]);
    expect(existsSync(gone.path)).toBe(false);
  }, 120_000);

  it('[MIG-194] of an association that is deleted with its stores it is told which went and which stayed, and why', async () => {
    await line.done('association', 'create', 'OLD-PC', 'NEW-PC');
    const [gone, kept] = [await capture(), await capture()];
    const inner = join(kept.path, 'elsewhere');
    mkdirSync(inner);
    writeFileSync(join(inner, 'catalog.db'), '');
    const said = await line.run('association', 'delete', 'OLD-PC', 'NEW-PC', '--stores', 'delete');
    expect([said.code, said.err]).toEqual([3, '']);
    expect(said.out.split('\n')).toEqual([
      'Deleted the association from OLD-PC to NEW-PC.',
      expect.stringContaining(`Deleted for good: ${gone.path}: `),
      expect.stringMatching(/^Not deleted: .*holds another one, .*elsewhere, .*Delete that one first/),
      '',
    ]);
    expect([existsSync(gone.path), existsSync(join(kept.path, 'catalog.db'))]).toEqual([false, true]);
    const removeBoth = async ({ id, path }: { id: string; path: string }) => {
      rmSync(join(path, 'elsewhere'), { recursive: true });
      await line.done('state', 'delete', id, '--yes');
    };
    await removeBoth(kept);
    await line.done('association', 'create', 'OLD-PC', 'NEW-PC');
    const other = await capture();
    mkdirSync(join(other.path, 'elsewhere'));
    writeFileSync(join(other.path, 'elsewhere', 'catalog.db'), '');
    const json = await line.run('association', 'delete', 'OLD-PC', 'NEW-PC', '--stores', 'delete', '--json');
    expect(json.json()).toMatchObject({
      deleted: { source: 'OLD-PC', destination: 'NEW-PC' },
      stayed: [{ id: other.id, path: other.path, error: { code: 'STATE_STORE_HOLDS', details: { path: other.path } } }],
    });
    await removeBoth(other);
  }, 120_000);

  it('[HOST-80] what is no ID nor the beginning of one is wrong use', async () => {
    const short = await line.run('state', 'show', 'abc');
    expect([short.code, short.err]).toEqual([2, expect.stringContaining('“abc” is not the ID of a state store')]);
  });
});

it('[UST-208] files that came over under another name are told, as many as are listed and how many more', () => {
  const one = { path: 'C:\\Users\\Anna\\\u{10428}.txt', targetPath: 'C:\\Users\\Anna\\\u{10428}(1).txt' };
  expect(renamedLines(null)).toEqual([]);
  expect(renamedLines({ renamed: [], renamedCount: 0 })).toEqual([]);
  const line = message('command-line:store.renamed', { path: one.path, target: one.targetPath });
  expect(renamedLines({ renamed: [one], renamedCount: 1 })).toEqual([line]);
  expect(renamedLines({ renamed: [one], renamedCount: 3 })).toEqual([
    line,
    message('command-line:store.renamed-more', { count: 2 }),
  ]);
});
