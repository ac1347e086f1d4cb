import { expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { realIds } from '../ports/real.ts';
import { SequenceDocument } from '../sequence/document.ts';
import { printPiece } from '../transfer/xml/tree.ts';
import { createFileWorkers, type FileWorkers } from './file-workers.ts';
import { createPasteReader, longestReadHere } from './paste-reader.ts';

const step = '<step type="SMS_TaskSequence_RebootAction" name="Restart"><action>a</action><defaultVarList/></step>';
const joining =
  '<step type="SMS_TaskSequence_JoinDomainWorkgroupAction" name="J"><action>osdjoin.exe</action><defaultVarList><variable name="OSDJoinPassword" property="DomainPassword">a&amp;b</variable></defaultVarList></step>';
const long = step.repeat(Math.ceil(longestReadHere / step.length) + 1);
const never = (): AbortSignal => new AbortController().signal;

/** Workers whose reading ends like this; `asked` has what they were given. */
function failing(error: AppError): { workers: FileWorkers; asked: unknown[] } {
  const asked: unknown[] = [];
  const work = {
    do: (order: unknown) => {
      asked.push(order);
      return Promise.reject(error);
    },
    end: () => Promise.resolve(),
  };
  return { workers: { begin: () => work }, asked };
}

it('[XFER-73] pasted text is read in a thread once: what comes back is taken in as it is, secrets apart', async () => {
  const read = await createPasteReader(createFileWorkers(), realIds, never).steps(
    `<?xml version="1.0"?>${long}${joining}`,
  );
  expect(read.secrets.map(({ value }) => value)).toEqual(['a&b']);
  const text = read.nodes.map(printPiece).join('');
  expect([text.startsWith(long), text.includes('a&amp;b')]).toEqual([true, false]);
  const document = new SequenceDocument(`<sequence version="3.10">${step}</sequence>`);
  const [first] = document.rows();
  if (first === undefined) expect.unreachable();
  // No text of it is left that could be parsed a second time.
  const edit = { kind: 'insertRaw', place: { where: 'after', id: first.id }, xml: '', nodes: read.nodes } as const;
  const { patches } = document.apply(edit);
  expect(document.rows()).toHaveLength(1 + read.nodes.length);
  expect(document.print()).toContain('name="J"');
  expect(patches.length).toBeGreaterThan(0);
}, 60_000);

it('[XFER-73] what is short is read at once, and a thread says what is wrong as reading here does', async () => {
  const { workers, asked } = failing(new AppError('CANCELLED'));
  const here = createPasteReader(workers, realIds, never).steps;
  expect((await here(step)).nodes.map(printPiece)).toEqual([step]);
  await expect(here('<rules/>')).rejects.toMatchObject({ code: 'EDIT_INVALID' });
  expect(asked).toEqual([]);
  const there = createPasteReader(createFileWorkers(), realIds, never).steps;
  await expect(there(`${long}</a>`)).rejects.toMatchObject({ code: 'XML_MALFORMED', details: { file: 'clipboard' } });
  await expect(there(`${long}text`)).rejects.toMatchObject({ code: 'EDIT_INVALID' });
});

it('[XFER-73] text that ends its thread, or does not come to an end, is refused and nothing else', async () => {
  const died = failing(new AppError('FILE_NEEDS_TOO_MUCH_MEMORY', { file: 'clipboard', limit: 1 }));
  await expect(createPasteReader(died.workers, realIds, never).steps(long)).rejects.toMatchObject({
    code: 'FILE_NEEDS_TOO_MUCH_MEMORY',
  });
  const called = failing(new AppError('CANCELLED'));
  const reader = createPasteReader(called.workers, realIds, () => AbortSignal.abort()).steps;
  await expect(reader(long)).rejects.toMatchObject({ code: 'FILE_WORKER_FAILED', details: { file: 'clipboard' } });
});

const part = '<thing><a b="c"/><!-- kept --></thing>';

it('[XFER-120] parts of a condition are read in a thread once, and taken in as they are', async () => {
  const longPart = `<thing>${'<a b="c"/>'.repeat(longestReadHere / 8)}</thing>`;
  const reader = createPasteReader(createFileWorkers(), realIds, never);
  const parts = await reader.conditionParts([part, longPart]);
  expect([...parts].map(([text, element]) => [text, printPiece(element)])).toEqual([
    [part, part],
    [longPart, longPart],
  ]);
  const document = new SequenceDocument(`<sequence version="3.10">${step}</sequence>`);
  const [first] = document.rows();
  if (first === undefined) expect.unreachable();
  const unknown = { kind: 'unknown' as const, key: null, element: 'thing' };
  // What was not read could not be parsed: the document takes the elements, twice where a text stands twice.
  const condition = { children: [part, part].map((raw) => ({ ...unknown, raw: raw.slice(0, 9) })) };
  const read = new Map([...parts].map(([text, element]) => [text.slice(0, 9), element] as const).slice(0, 1));
  const edit = { kind: 'setCondition', id: first.id, condition, parts: read } as const;
  document.apply(edit);
  expect(document.print().split(part)).toHaveLength(3);
});

it('[XFER-120] short parts are read at once; many of them, or a long one that is wrong, are not', async () => {
  const { workers, asked } = failing(new AppError('FILE_NEEDS_TOO_MUCH_MEMORY', { file: 'condition', limit: 1 }));
  const { conditionParts } = createPasteReader(workers, realIds, never);
  expect([...(await conditionParts([part])).values()].map(printPiece)).toEqual([part]);
  await expect(conditionParts(['<a>'])).rejects.toMatchObject({ code: 'XML_MALFORMED' });
  expect(asked).toEqual([]);
  const many = Array.from({ length: 400 }, (_, at) => `<thing>${'x'.repeat(10)}${String(at)}</thing>`);
  await expect(conditionParts(many)).rejects.toMatchObject({ code: 'FILE_NEEDS_TOO_MUCH_MEMORY' });
  expect(asked).toMatchObject([{ kind: 'condition-parts', texts: many }]);
  const there = createPasteReader(createFileWorkers(), realIds, never);
  await expect(there.conditionParts([`${many.join('')}<a>`])).rejects.toMatchObject({
    code: 'XML_MALFORMED',
    details: { file: 'condition' },
  });
});
