// @vitest-environment jsdom
import { describeDeviceList } from '#shared/contract/device-list.contract';
import { listDevices, manyDevices } from './device-list.ts';

describeDeviceList('of tests', '[UI-327]', (names) => {
  const rows = manyDevices(names.length).map((row, at) => ({ ...row, name: names[at] ?? '' }));
  return Promise.resolve((query) => listDevices(rows, query));
});
