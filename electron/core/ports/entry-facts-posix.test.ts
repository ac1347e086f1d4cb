import { expect, it } from 'vitest';
import { createPosixEntryFacts } from './entry-facts-posix.ts';

const content = Buffer.from('mark');
const names = ['system.ntfs_attrib', 'user.Zone.Identifier', 'user.DOSATTRIB', 'security.selinux', 'user.'];

it('[PORT-46] streams of a disk of Windows, mounted or copied, are its attributes of users', () => {
  const written: unknown[] = [];
  const facts = createPosixEntryFacts({
    listNames: () => names,
    sizeOf: () => 4,
    read: (_, name) => Buffer.from(`${name} ${content.toString()}`),
    write: (...given) => {
      written.push(given);
    },
  });
  expect(facts.readStreams('/mnt/c/a')).toEqual([{ name: 'Zone.Identifier', sizeBytes: 4 }]);
  expect(facts.readStream('/mnt/c/a', 'Zone.Identifier', 100)?.toString()).toBe('user.Zone.Identifier mark');
  expect(facts.readStream('/mnt/c/a', 'Zone.Identifier', 3)).toBeNull();
  facts.writeStream('/mnt/c/a', 'Zone.Identifier', content);
  expect(written).toEqual([['/mnt/c/a', 'user.Zone.Identifier', content]]);
});
