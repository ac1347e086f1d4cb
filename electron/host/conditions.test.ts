import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Output } from '#shared/contract/contract';
import { openClient, type OpenClient } from './fakes/open-client.ts';
import { createWords } from './words.ts';
import { sayMessage } from '#shared/text/say';

let open: OpenClient;
beforeEach(async () => {
  open = await openClient();
});
afterEach(() => open.remove());

const words = createWords();
const said = ({ problem }: Output<'editor.checkQuery'>): string | null =>
  problem === null ? null : sayMessage(words, problem.say);

describe('what a person needs while making a condition', () => {
  it('[HOST-365] a query and a namespace are checked, and the first problem is said with its place', async () => {
    const check = (query: string) => open.client().call('editor.checkQuery', { query });
    expect(await check('SELECT * FROM Win32_Battery')).toEqual({ problem: null });
    const missing = await check('SELECT * FROM Win32_Battery WHERE (Name)');
    expect(missing.problem).toMatchObject({ offset: 39, length: 1 });
    expect(said(missing)).toBe("A comparison is missing after “Name”, at character 40, such as = 'value'.");
    expect(said(await check('x'.repeat(20_000)))).toBe(
      'The query has 20,000 characters; a condition can hold 16,384. What is too much begins at character 16,385.',
    );
    expect(said(await open.client().call('editor.checkNamespace', { namespace: 'cimv2' }))).toBe(
      'A namespace begins with root, such as root\\cimv2, and not with “cimv2”.',
    );
  });
});
