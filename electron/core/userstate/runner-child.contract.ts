import { randomUUID } from 'node:crypto';
import { realFiles } from '../ports/files-real.ts';
import { createUserState } from './user-state.ts';

// A process that does two tasks at once and one after them, and then has to end by itself: argv is a device and a store.
const [drive = '', storePath = ''] = process.argv.slice(2);
const state = createUserState({ files: realFiles, ids: { uuid: () => randomUUID() } });
const device = { name: 'PC', drives: { 'C:': drive } };
const options = { continueOnLockedFiles: false, hasStandardOptions: true, tool: 'test 1' };
const both = await Promise.all(
  ['one', 'two'].map((name) => state.capture({ device, storePath: `${storePath}-${name}`, ...options })),
);
const third = await state.verify({ storePath: `${storePath}-one`, mode: 'summary' });
process.stdout.write(JSON.stringify([...both.map(({ files }) => files), third.checkedFiles, third.isSound]));
