/** Files of tests that `npm run test:windows -- --all` alone runs: what they ask of Windows, quicker ones ask too. */
export const slowFiles: readonly { readonly file: string; readonly seconds: number; readonly why: string }[] = [
  {
    file: 'e2e/specs/main-journey.spec.ts',
    seconds: 96,
    why: 'it is run on the unpacked package, which is the same program',
  },
  {
    file: 'e2e/specs/secrets.spec.ts',
    seconds: 21,
    why: 'what it asks is the page’s and the site’s, on every system',
  },
  {
    file: 'electron/host/kill-run.test.ts',
    seconds: 87,
    why: 'the kill loops of the journeys end a run in its capture and resume it',
  },
  {
    file: 'build/tests/linear-patterns.test.ts',
    seconds: 60,
    why: 'the patterns of the sources take the same time on every system',
  },
  {
    file: 'build/tests/error-words.test.ts',
    seconds: 42,
    why: 'it compiles the sources, and their words are the same on every system',
  },
];
