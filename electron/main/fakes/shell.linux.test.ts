import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Client } from '#shared/contract/client';
import type { DoubleRun } from './launch.ts';
import { launchUnderDouble, spawnUnderDouble } from './launch.ts';

/* The real main process and preload, bundled, under the double, with a small page and a small core. */
const here = import.meta.dirname;
const project = fileURLToPath(new URL('../../..', import.meta.url));
let build: string;
let folder: string;
let run: DoubleRun;

async function bundle(input: string, file: string, format: 'esm' | 'cjs', platform: 'node' | 'browser'): Promise<void> {
  const bundled = await rolldown({
    input,
    platform,
    external: ['electron', /^node:/],
    resolve: { conditionNames: ['source', 'node', 'import', 'default'] },
  });
  await bundled.write({ file, format, codeSplitting: false });
  await bundled.close();
}

beforeAll(async () => {
  await mkdir(join(project, 'out'), { recursive: true });
  build = await mkdtemp(join(project, 'out', 'shell-test-'));
  await bundle(join(here, '../main.ts'), join(build, 'app/main.js'), 'esm', 'node');
  await bundle(join(here, '../../preload/preload.ts'), join(build, 'app/preload.cjs'), 'cjs', 'node');
  await bundle(join(here, 'fixtures/core-process.ts'), join(build, 'app/core-process.js'), 'esm', 'node');
  await bundle(join(here, 'fixtures/page.ts'), join(build, 'renderer/page.js'), 'esm', 'browser');
  await writeFile(
    join(build, 'renderer/index.html'),
    '<!doctype html><title>Shell</title><style nonce="__NONCE__">h1 { color: rgb(1, 2, 3) }</style><h1>Page</h1>' +
      '<script>document.title = "inline";</script><script type="module" src="/page.js"></script>',
  );
});

afterAll(() => rm(build, { recursive: true, force: true }));

async function open(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'waystation-shell-'));
  run = await launchUnderDouble({ site: join(folder, 'site'), main: join(build, 'app/main.js'), dataFolder: folder });
}

afterEach(async () => {
  if (run.process.exitCode === null) await run.close();
  await rm(folder, { recursive: true, force: true });
});

declare const connect: () => Client;

test('[SHELL-1] the page loads by the own scheme under the policy and talks to the core', async () => {
  await open();
  const { page } = run;
  expect(await page.title()).toBe('Shell');
  expect(await page.locator('h1').evaluate((h1) => getComputedStyle(h1).color)).toBe('rgb(1, 2, 3)');
  const answer = await page.evaluate(async () => {
    const client = connect();
    const { rows: jobs } = await client.call('job.list', {});
    const { xml } = await client.call('sequence.print', { packageId: 'WAY00001' });
    return { jobs, length: xml.length };
  });
  expect(answer).toEqual({ jobs: [], length: 800_000 });
  expect(await run.close()).toBe(0);
});

test.for([
  ['Windows ends the session', () => run.process.send('session-end')],
  ['its starter goes away', () => run.process.disconnect()],
  ['it hears SIGHUP', () => run.process.kill('SIGHUP')],
] as const satisfies readonly (readonly [string, () => unknown])[])(
  '[SHELL-25] the core closes its database before the program ends when %s',
  async ([, end]) => {
    await open();
    const ended = once(run.process, 'exit');
    end();
    expect(await ended).toEqual([0, null]);
  },
);

test('[SHELL-2] the page has two functions and nothing of Node or Electron', async () => {
  await open();
  const seen = await run.page.evaluate(() => {
    const names = globalThis as unknown as Record<string, unknown>;
    return {
      bridge: Object.keys(names['waystation'] as object).sort(),
      isFrozen: Object.isFrozen(names['waystation']),
      others: ['require', 'process', 'module', 'ipcRenderer'].filter((name) => names[name] !== undefined),
    };
  });
  expect(seen).toEqual({ bridge: ['onMessage', 'send'], isFrozen: true, others: [] });
});

test('[SHELL-3] a navigation away, a frame and a new window are blocked, and the page stays', async () => {
  await open();
  const { page } = run;
  const address = page.url();
  const pages = page.context().pages().length;
  await page.evaluate(() => {
    location.href = 'https://evil.example/';
  });
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://evil.example/';
    document.body.append(frame);
    window.open('https://evil.example/');
  });
  expect(await page.evaluate(async () => (await connect().call('job.list', {})).rows)).toEqual([]);
  await expect.poll(() => page.context().pages().length).toBe(pages);
  expect(page.url()).toBe(address);
});

test('[SHELL-4] when the core dies the page hears it, and its next greeting starts the core again', async () => {
  await open();
  const seen = await run.page.evaluate(async () => {
    const first = connect();
    const jobId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301' as never;
    const error = await first.call('job.cancel', { jobId }).catch((reason: unknown) => reason);
    const { rows: jobs } = await connect().call('job.list', {});
    return { code: (error as { code: string }).code, jobs };
  });
  expect(seen).toEqual({ code: 'CONNECTION_LOST', jobs: [] });
});

test('[SHELL-5] a second start on the same site wakes the first one and ends', async () => {
  await open();
  const second = spawnUnderDouble({ site: join(folder, 'site'), main: join(build, 'app/main.js'), dataFolder: folder });
  let said = '';
  second.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(second, 'exit')) as [number];
  expect([code, said]).toEqual([0, expect.stringContaining('is open on')]);
  expect(await run.page.evaluate(async () => (await connect().call('job.list', {})).rows)).toEqual([]);
});

test('[SHELL-26] the core knows what starts the program again, and a start after this one gets its site', async () => {
  await open();
  const site = join(folder, 'site');
  const { path } = await run.page.evaluate(() => connect().call('run.logFile', { runId: 1 }));
  expect(JSON.parse(path)).toEqual({
    relaunch: [process.execPath, dirname(build), '--site', site],
    processId: run.process.pid,
  });
  const successor = launchUnderDouble({
    ...{ site, main: join(build, 'app/main.js'), dataFolder: folder },
    more: ['--after', String(run.process.pid)],
  });
  const ended = once(run.process, 'exit');
  // The page may be gone before the answer is.
  await run.page.evaluate(() => connect().call('program.startElevated', {})).catch(() => undefined);
  expect(await ended).toEqual([0, null]);
  run = await successor;
  expect(await run.page.evaluate(async () => (await connect().call('job.list', {})).rows)).toEqual([]);
});

test('[SHELL-6] what does not exist or may not be asked is refused by the scheme', async () => {
  await open();
  const statuses = await run.page.evaluate(async () => {
    const ask = async (path: string, method = 'GET'): Promise<number> => (await fetch(path, { method })).status;
    return [
      await ask('/page.js'),
      await ask('/none.js'),
      await ask('/..%2fapp/main.js'),
      await ask('/page.js', 'POST'),
    ];
  });
  expect(statuses).toEqual([200, 404, 404, 405]);
});

test('[HOST-268] a package does not start with a debugger, and says why', async () => {
  const data = await mkdtemp(join(tmpdir(), 'waystation-refused-'));
  process.env['WAYSTATION_DOUBLE_PACKAGED'] = 'yes';
  try {
    const options = { site: join(data, 'site'), main: join(build, 'app/main.js'), dataFolder: data };
    for (const given of ['--remote-debugging-port=0', '-remote-debugging-pipe', '--inspect']) {
      const child = spawnUnderDouble({ ...options, more: [given] });
      expect(await once(child, 'exit')).toEqual([2, null]);
    }
    expect(existsSync(join(data, 'site'))).toBe(false);
  } finally {
    delete process.env['WAYSTATION_DOUBLE_PACKAGED'];
    await rm(data, { recursive: true });
  }
});
