import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realProcesses } from './processes-real.ts';
import type { ProcessRequest } from './processes.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-process-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const request = (command: string, more: Partial<ProcessRequest> = {}): ProcessRequest => ({
  ...{ command, workingFolder: folder, environment: {}, timeoutMs: null },
  ...more,
});

/** Waits for a file that a command writes, by watching its folder. */
async function fileAppears(name: string): Promise<string[]> {
  const file = path.join(folder, name);
  for (;;) {
    if (fs.existsSync(file)) {
      const words = fs.readFileSync(file, 'utf8').trim().split(/\s+/);
      if (words.length >= 3) return words;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Three processes: the shell, one in its group, one that has left session and parent. They write down their ids. */
const tree =
  'sleep 1000 & echo $! >> ids; (setsid sh -c "echo \\$\\$ >> ids; exec sleep 1000" &) ; echo $$ >> ids; trap "" TERM; sleep 1000';

const leftOf = (ids: readonly string[]): string[] =>
  ids.filter(
    (id) => realProcesses.isAlive(Number(id), '') && !fs.readFileSync(`/proc/${id}/stat`, 'utf8').includes(') Z'),
  );

/* What Linux does with processes, in its own words. processes-real.windows.test.ts asks the same of Windows. */

describe('processes', () => {
  it('[ENG-65] time up ends the whole tree, also what left the group and what ignores the request to end', async () => {
    const running = realProcesses.run(request(tree, { timeoutMs: 2500 }));
    const ids = await fileAppears('ids');
    expect(leftOf(ids)).toHaveLength(3);
    expect(await running).toEqual({ kind: 'timed-out', left: [] });
    expect(leftOf(ids)).toEqual([]);
  });

  it('[ENG-65] two sleepers, one in the background: no process is left', async () => {
    const running = realProcesses.run(request('sleep 1000 & echo $! $$ 0 > ids; sleep 1000', { timeoutMs: 1500 }));
    const [first = '', second = ''] = await fileAppears('ids');
    expect(await running).toEqual({ kind: 'timed-out', left: [] });
    expect(leftOf([first, second])).toEqual([]);
  });

  it('[ENG-65] a fired signal ends the whole tree', async () => {
    const controller = new AbortController();
    const running = realProcesses.run(request(tree), controller.signal);
    const ids = await fileAppears('ids');
    controller.abort();
    expect(await running).toEqual({ kind: 'cancelled', left: [] });
    expect(leftOf(ids)).toEqual([]);
  });

  it('[ENG-66] code, output of both streams, folder and variables arrive; the own environment does not', async () => {
    const seen = { output: '', error: '' };
    process.env['WAYSTATION_TEST_PRIVATE'] = 'private';
    const result = await realProcesses.run(
      request('pwd; echo "$A-$WAYSTATION_TEST_PRIVATE"; echo é >&2; exit 7', {
        environment: { A: 'b c' },
        onOutput(stream, text) {
          seen[stream] += text;
        },
      }),
    );
    delete process.env['WAYSTATION_TEST_PRIVATE'];
    expect(result).toEqual({ kind: 'exited', exitCode: 7 });
    expect(seen).toEqual({ output: `${fs.realpathSync(folder)}\nb c-\n`, error: 'é\n' });
  });

  it('[ENG-66] what cannot start, a signal of someone else, and a late cancellation are told apart', async () => {
    const missing = path.join(folder, 'missing');
    expect(await realProcesses.run(request('true', { workingFolder: missing }))).toMatchObject({ kind: 'not-started' });
    expect(await realProcesses.run(request('kill -9 $$'))).toEqual({ kind: 'signalled', signalName: 'SIGKILL' });
    expect(await realProcesses.run(request('true'), AbortSignal.abort())).toEqual({ kind: 'cancelled', left: [] });
    expect(await realProcesses.run(request('true', { timeoutMs: 60_000 }))).toEqual({ kind: 'exited', exitCode: 0 });
  });

  it('[ENG-66] a process that stays in the background does not hold the step', async () => {
    const running = realProcesses.run(request('sleep 1000 & echo $! 0 0 > ids'));
    const [id = ''] = await fileAppears('ids');
    expect(await running).toEqual({ kind: 'exited', exitCode: 0 });
    expect(leftOf([id])).toEqual([id]);
    process.kill(Number(id), 'SIGKILL');
  });
});

describe('processes by their mark', () => {
  const mark = 'owner.1.1.1';

  it('[ENG-170] ends what carries one of the marks, with the session of each, and nothing of another mark', async () => {
    // The second forgets its environment and loses its parent: only the session is left to know it by.
    const line = (file: string): string =>
      `sleep 1000 & echo $! >> ${file}; (env -i sleep 1000 & echo $! >> ${file}); echo 0 >> ${file}`;
    const since = Date.now();
    await realProcesses.run(request(line('mine'), { mark }));
    await realProcesses.run(request(line('other'), { mark: 'owner.12.1.1' }));
    const [mine, other] = [await fileAppears('mine'), await fileAppears('other')].map((ids) => ids.slice(0, 2));
    expect(await realProcesses.endMarked(['nobody.1.', 'owner.1.'], since)).toMatchObject({ left: [] });
    expect([leftOf(mine ?? []), leftOf(other ?? [])]).toEqual([[], other]);
    await realProcesses.endMarked(['owner.12.'], since);
    expect(leftOf(other ?? [])).toEqual([]);
  });

  it.each([
    // A person looks for what goes wrong with the variables of the command; a program that runs jobs gets them with one.
    ['leads it, like the shell of a login', '', 'sleep 1000 & echo $! $$ 0 > ids; wait', 0],
    ['has lost its leader, like a service', '(', 'sleep 1000 & echo $! 0 0 > ids; wait) &', 60_000],
  ])(
    '[ENG-195] a session that the run did not begin goes on without what is marked: it %s',
    async (_what, before, rest, later) => {
      // Says who it is once it carries the mark: before, nobody could know it by one.
      const marked = `WAYSTATION_MARK=${mark} sh -c 'echo $$ 0 0 > found; exec sleep 1000' &`;
      const shell = spawn('/bin/sh', ['-c', `${before} ${marked} ${rest}`], {
        cwd: folder,
        detached: true,
        stdio: 'ignore',
      });
      const ended = new Promise((resolve) => shell.once('exit', resolve));
      const [found = ''] = await fileAppears('found');
      const others = await fileAppears('ids');
      if (before !== '') await ended;
      const strangers = others.filter((id) => id !== '0');
      try {
        expect(await realProcesses.endMarked(['owner.1.'], Date.now() + later)).toMatchObject({ left: [] });
        expect([leftOf([found]), leftOf(strangers)]).toEqual([[], strangers]);
      } finally {
        for (const id of leftOf([found, ...strangers])) process.kill(Number(id), 'SIGKILL');
      }
    },
  );

  it('[ENG-196] a command that is ended takes nothing that an earlier program of the same number left', async () => {
    const tokens = `for number in $(seq 1 60); do WAYSTATION_COMMAND=${String(process.pid)}-$number sleep 1000 & echo $!; done`;
    const left = spawnSync('/bin/sh', ['-c', `(${tokens}) > ids`], { cwd: folder, stdio: 'ignore' });
    expect(left.status).toBe(0);
    const ids = await fileAppears('ids');
    try {
      expect(await realProcesses.run(request('sleep 1000', { timeoutMs: 1 }))).toMatchObject({ kind: 'timed-out' });
      expect(leftOf(ids)).toEqual(ids);
    } finally {
      for (const id of leftOf(ids)) process.kill(Number(id), 'SIGKILL');
    }
  });

  it('[ENG-171] names what has begun since and may not be looked into', async (context) => {
    context.skip(process.getuid?.() !== 0, 'only root can start a process of another user');
    const module = JSON.stringify(new URL('./processes-real.ts', import.meta.url).href);
    const script = `const { realProcesses } = await import(${module});
      const [since, id] = process.argv.slice(1).map(Number);
      const ids = await Promise.all([since, since + 3_600_000].map((at) => realProcesses.endMarked(['owner.1.'], at)));
      console.log(JSON.stringify(ids.map(({ left, unread }) => [left, unread.includes(id)])));`;
    const since = Date.now();
    // Of another user than the one who looks, with the mark.
    const hidden = spawn('sleep', ['1000'], { env: { ...process.env, WAYSTATION_MARK: mark } });
    const words = [
      '--reuid=65534',
      '--bounding-set=-sys_ptrace,-dac_override,-dac_read_search,-kill',
      '--inh-caps=-all',
      process.execPath,
    ];
    const { stdout } = spawnSync(
      'setpriv',
      [...words, '--conditions=source', '--input-type=module', '-e', script, '--', String(since), String(hidden.pid)],
      { encoding: 'utf8' },
    );
    hidden.kill('SIGKILL');
    expect(stdout.trim()).toBe('[[[],true],[[],false]]');
  });
});

describe('processes by number and start', () => {
  it('[PORT-77] a process is told from another of its number', async () => {
    const start = realProcesses.startOf(process.pid);
    expect(start).toMatch(/^\d+$/);
    expect(realProcesses.isAlive(process.pid, start)).toBe(true);
    expect(realProcesses.isAlive(process.pid, '1')).toBe(false);
    expect(realProcesses.isAlive(process.pid, '')).toBe(true);
    const running = realProcesses.run(request('echo $$ 0 0 > ids'));
    const [id = ''] = await fileAppears('ids');
    await running;
    expect([realProcesses.startOf(Number(id)), realProcesses.isAlive(Number(id), start)]).toEqual(['', false]);
  });

  it('[PORT-191] one that has ended is gone, although its parent has not asked how', async () => {
    const parent = spawn('sh', ['-c', 'true & echo $! 0 0 > ids; exec sleep 600'], { cwd: folder });
    try {
      const number = Number((await fileAppears('ids'))[0]);
      await expect.poll(() => realProcesses.lifeOf(number, '')).toBe('gone');
      // Its number is still taken.
      expect(process.kill(number, 0)).toBe(true);
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it('[PORT-79] without a folder it starts in an empty one that is gone afterwards', async () => {
    let seen = '';
    const onOutput = (_stream: string, text: string): void => void (seen += text);
    await realProcesses.run(request('pwd; ls -A; touch x', { workingFolder: null, onOutput }));
    expect(seen).toMatch(/^\/.*waystation-command-[\w-]+\n$/);
    expect(fs.existsSync(seen.trim())).toBe(false);
  });

  it('[PORT-78] a time-out of a month is one of a month', async () => {
    const month = 30 * 86_400_000;
    expect(await realProcesses.run(request('sleep 0.05', { timeoutMs: month }))).toEqual({
      kind: 'exited',
      exitCode: 0,
    });
  });

  it('[PORT-79] what is too much for the system is not started, with its reason', async () => {
    const result = await realProcesses.run(request('true', { environment: { X: 'x'.repeat(200_000) } }));
    expect(result).toMatchObject({
      kind: 'not-started',
      reason: { say: 'reasons:system.E2BIG' },
    });
  });
});
