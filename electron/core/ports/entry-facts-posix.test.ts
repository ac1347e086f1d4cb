import { expect, it } from 'vitest';
import { createPosixEntryFacts } from './entry-facts-posix.ts';

it('[PORT-46] streams of a disk of Windows, mounted or copied, are its attributes of users', () => {
  const names = ['system.ntfs_attrib', 'user.Zone.Identifier', 'user.DOSATTRIB', 'security.selinux'];
  const facts = createPosixEntryFacts({ listNames: () => names });
  expect(facts.readStreams('/mnt/c/a')).toEqual([{ name: 'Zone.Identifier', sizeBytes: 0 }]);
});
