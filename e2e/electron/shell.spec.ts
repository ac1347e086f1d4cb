import { start } from '#shared/text/en/start';
import { taskSequences } from '#shared/text/en/task-sequences';
import { expect, test } from '../fixtures/app.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

const elsewhere = 'https://elsewhere.example/';

test('[E2E-40] the window has no Node, a policy, no permissions, and goes nowhere else', async ({
  page: unused,
  shell,
}) => {
  // Not watched: the browser reports each refusal as a fault.
  const page = await shell.open(unused);
  const sequences = new TaskSequences(page);
  await expect(sequences.frame.tab(start.title)).toBeVisible();
  const address = page.url();

  await test.step('nothing of Node or Electron but the two functions', async () => {
    const seen = await page.evaluate(() => {
      const names = globalThis as unknown as Record<string, unknown>;
      const others = ['require', 'process', 'module', 'global', 'Buffer', 'ipcRenderer', 'electron'];
      return {
        bridge: Object.keys(names['waystation'] as object).sort(),
        others: others.filter((name) => names[name] !== undefined),
      };
    });
    expect(seen).toEqual({ bridge: ['onMessage', 'send'], others: [] });
  });

  await test.step('the policy is sent, and kept', async () => {
    const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'");
    const isRun = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset["inline"] = "run"';
      document.head.append(script);
      return document.documentElement.dataset['inline'] !== undefined;
    });
    expect(isRun).toBe(false);
    await expect(page.evaluate((url) => fetch(url), elsewhere)).rejects.toThrow('Failed to fetch');
  });

  await test.step('no permission is given', async () => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[];
      const found = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
      return found.map(({ state }) => state);
    });
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
    const code = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve(0),
            (error) => resolve(error.code),
          );
        }),
    );
    expect(code, 'permission denied').toBe(1);
  });

  await test.step('a navigation, a frame and a new window are refused', async () => {
    const windows = page.context().pages().length;
    await page.evaluate((url) => {
      location.href = url;
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
      window.open(url);
      frame.remove();
    }, elsewhere);
    await expect.poll(() => page.context().pages().length).toBe(windows);
    expect(page.url()).toBe(address);
  });

  await test.step('the console is still there', async () => {
    await sequences.open();
    await expect(sequences.row('First look')).toBeVisible();
  });
});

test('[E2E-41] a second start goes to the first one, and the program ends with its window', async ({
  console: page,
  shell,
}) => {
  const second = await shell.startAgain();
  expect(second.output).toContain(`is open on ${shell.site} already`);
  expect(second.exitCode).toBe(0);
  const sequences = new TaskSequences(page);
  await sequences.open();
  await expect(sequences.frame.list(taskSequences.list)).toBeVisible();
  const ended = shell.ended();
  await page.close();
  expect(await ended).toBe(0);
});
