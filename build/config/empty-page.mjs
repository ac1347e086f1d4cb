import { afterAll, afterEach, beforeAll } from 'vitest';

// Test files follow each other in one process and with one document: what one leaves in it is found by the next. Hooks
// run in the reverse of the order in which they were given: React has taken its part away by then.
afterEach(() => globalThis.document?.body.replaceChildren());

// Of jsdom a range has no size, and the code editor of a page asks for one as soon as it is there.
beforeAll(() => {
  const range = globalThis.Range?.prototype;
  if (range !== undefined && range.getClientRects === undefined) range.getClientRects = () => [];
});

// What React has put off is done while the page of the file is still there.
afterAll(async () => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => globalThis.setImmediate(resolve));
});
