import { expect, it } from 'vitest';
import { systemError } from './fakes/faulty-files.ts';
import { createPosixEntryFacts } from './entry-facts-posix.ts';

const [ext4, ntfs3, fuse] = [0xef53, 0x7366_746e, 0x6573_5546];
const types: Readonly<Record<string, number>> = { '/home': ext4, '/mnt/c': ntfs3, '/mnt/stick': fuse };

/** Every file has a stream, as such disks show it, and an attribute of the system's own. */
function createCalls() {
  const asked: string[] = [];
  const facts = createPosixEntryFacts({
    typeOf(folder) {
      asked.push(folder);
      const type = types[folder];
      if (type === undefined) throw systemError('ENOENT', 'statfs');
      return type;
    },
    listNames(file) {
      asked.push(file);
      return ['system.ntfs_attrib', 'user.Zone.Identifier'];
    },
  });
  return { facts, asked };
}

it.each(['/mnt/c', '/mnt/stick'])('[PORT-46] a mounted disk of Windows (%s) shows its streams', (folder) => {
  expect(createCalls().facts.readStreams(`${folder}/a`)).toEqual([{ name: 'Zone.Identifier', sizeBytes: 0 }]);
});

it('[PORT-46] another disk is asked once a folder and its files never', () => {
  const { facts, asked } = createCalls();
  expect(['/home/a', '/home/b', '/mnt/c/a', '/home/c'].map((file) => facts.readStreams(file).length)).toEqual([
    0, 0, 1, 0,
  ]);
  expect(asked).toEqual(['/home', '/mnt/c', '/mnt/c/a', '/home']);
});

it('[PORT-46] a folder that is gone has no streams', () => {
  expect(createCalls().facts.readStreams('/gone/a')).toEqual([]);
});
