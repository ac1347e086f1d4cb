import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/**
 * The composer’s keys are taken from everybody at the window, before any field hears them. That holds as long as nobody
 * else listens there, and all others listen through the page: this test finds who does not.
 */
it('[UI-441] nobody listens for keys where the keys of an input method would come first', () => {
  const sources = globSync('renderer/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$|fakes\//.test(file));
  expect(sources.length).toBeGreaterThan(200);
  const listeners = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(\S+)addEventListener\(\s*'key(?:down|up|press)'[^)]*\)/g)].map(
      ([text]) => `${file.replaceAll('\\', '/')}: ${text}`,
    ),
  );
  expect(listeners.sort()).toEqual([
    expect.stringMatching(/^renderer\/a11y\/composing\.ts: view\?\.addEventListener\('keydown', keep, true\)$/),
    expect.stringMatching(/^renderer\/commands\/keys\.ts: page\.addEventListener\('keydown', onKeyDown\)$/),
    // An element hears a key after the window has.
    expect.stringMatching(/script-dialog\.tsx: host\.addEventListener\('keydown', onKey\)$/),
  ]);
});
