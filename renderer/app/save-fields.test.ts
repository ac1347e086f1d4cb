import { expect, describe, it, vi } from 'vitest';
import { conflictDetails } from '#shared/model/change';
import { AppError } from '#shared/contract/errors';
import { asItIs, type FieldsToSave, saveFields } from './save-fields.ts';
import { createTestShell } from './testing.tsx';

interface Thing {
  readonly name: string;
  readonly note: string;
}

const conflict = new AppError('REVISION_CONFLICT', conflictDetails([{ field: 'note', mine: 'b', theirs: 'c' }]));

/** A form in which note was changed; the first try meets somebody else's note. */
function open(answer: 'action' | 'alternative' | undefined, edited: Thing = { name: 'PC', note: 'mine' }) {
  const { shell } = createTestShell();
  const ask = vi.spyOn(shell.dialogs, 'ask').mockResolvedValue(answer);
  const errors = [conflict];
  const send = vi.fn<FieldsToSave<Thing>['send']>(() => {
    const error = errors.pop();
    return error === undefined ? Promise.resolve() : Promise.reject(error);
  });
  const save = () =>
    saveFields<Thing>(shell, {
      ...{ name: 'PC', shown: { name: 'PC', note: '' }, edited, send },
      words: { name: ['Name', asItIs], note: ['Note', asItIs] },
      reload: () => Promise.resolve({ name: 'Renamed', note: 'theirs' }),
    });
  return { ask, send, save };
}

describe('fields that two people change', () => {
  it('[DEV-57] are shown with both values, and one’s own is kept when that is chosen', async () => {
    const { ask, send, save } = open('action');
    expect(await save()).toBe(true);
    expect(send.mock.calls.map((words) => words.slice(0, 2))).toEqual([
      [{ note: 'mine' }, { note: '' }],
      [{ note: 'mine' }, { note: 'theirs' }],
    ]);
    expect(ask).toHaveBeenCalledWith('confirm', {
      title: '“PC” was changed elsewhere meanwhile',
      text: 'Somebody else has changed what you changed as well. Which is to stay?',
      items: ['Note: yours is “mine”, theirs is “theirs”'],
      ...{ action: 'Keep mine', alternative: 'Take theirs', keep: 'Back to the form' },
    });
  });

  it('[DEV-57] are left as the other one has set them when that is chosen, and the rest is kept', async () => {
    const { send, save } = open('alternative', { name: 'PC 2', note: 'mine' });
    expect(await save()).toBe(true);
    expect(send.mock.calls[1]?.slice(0, 2)).toEqual([{ name: 'PC 2' }, { name: 'PC' }]);
  });

  it('[DEV-57] stay in the form when neither is chosen', async () => {
    const { send, save } = open(undefined);
    expect([await save(), send.mock.calls.length]).toEqual([false, 1]);
  });

  it('[DEV-57] are not asked about when nothing was changed, and another error is thrown on', async () => {
    const { send, save } = open('action', { name: 'PC', note: '' });
    expect([await save(), send.mock.calls.length]).toEqual([true, 0]);
    const other = open('action');
    other.send.mockRejectedValue(new AppError('DEVICE_NOT_FOUND', { name: 'PC' }));
    await expect(other.save()).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  });
});
