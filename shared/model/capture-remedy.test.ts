import { expect, it } from 'vitest';
import { message, reason } from '../contract/message.ts';
import { remedyOfCapture } from './capture-remedy.ts';

it.each([
  ['unreadable', reason('link-leads-out'), 'copy-linked'],
  ['unreadable', reason('drive-not-mapped'), 'map-drive'],
  ['unreadable', reason('second-profiles-folder', { folder: 'C:\\Users' }), 'copy-by-hand'],
  ['unreadable', reason('on-network'), 'copy-by-hand'],
  ['unreadable', reason('system.EBUSY'), 'close-program'],
  ['unreadable', reason('system.EACCES'), 'give-access'],
  ['unreadable', 'a reason of an earlier program', 'give-access'],
  ['changedWhileReading', reason('changed-while-read'), 'close-program'],
  ['nameNotPossible', reason('link-leads-out'), 'rename'],
  ['cloudOnly', '', 'fetch-from-cloud'],
] as const)(
  '[UST-261] what could not be captured, or cannot be, has the remedy that helps: %s, %j',
  (why, detail, remedy) => {
    expect(remedyOfCapture({ reason: why, detail })).toEqual(message(`notes:remedy-${remedy}`));
  },
);
