import path from 'node:path';
import { openAttributes } from '../devices/attributes.ts';
import { createPathResolver } from '../devices/drive-map.ts';
import type { DriveMap } from '../devices/drive-map.ts';
import type { Files } from '../ports/files.ts';
import { writeAccountFacts } from '../userstate/account-facts.ts';
import type { AccountFact } from '../userstate/types.ts';
import { sampleContent } from './content.ts';
import { planNewPc, planOldPc, sampleUsers } from './plan.ts';
import type { PlannedEntry, SampleUser } from './plan.ts';
import { createRepeatable, seedOf } from './random.ts';

export interface SampleDevice {
  readonly name: string;
  readonly description: string;
  readonly driveMap: DriveMap;
  /** Free facts of the device; the accounts are among them as `account:<user>`. */
  readonly facts: Readonly<Record<string, string>>;
  readonly accounts: readonly AccountFact[];
  readonly users: readonly SampleUser[];
  readonly macAddress: string;
  readonly smbiosGuid: string;
  readonly files: number;
  readonly bytes: number;
}

export interface SampleDevices {
  readonly devices: readonly SampleDevice[];
}

/** 2024-01-01 in milliseconds: the sample's files are between that day and two years later, always the same. */
const firstDayMs = 1_704_067_200_000;
const twoYearsMs = 2 * 365 * 24 * 60 * 60 * 1000;

/**
 * Writes the folders of OLD-PC and NEW-PC below `<site folder>/devices`, about 50 MB. The same call gives the same
 * bytes and times everywhere. Folders of that name that exist already are added to, not emptied (DEV-10).
 */
export function writeSampleDevices(files: Files, devicesFolder: string): SampleDevices {
  const oldPc = writeDevice(files, devicesFolder, 'OLD-PC', planOldPc());
  const newPc = writeDevice(files, devicesFolder, 'NEW-PC', planNewPc());
  const accounts = sampleUsers.map(({ name, domain, accountKind }): AccountFact => ({
    userName: name,
    domain,
    accountKind,
  }));
  const facts = (
    model: string,
    memory: string,
    system: string,
    known: readonly AccountFact[],
  ): Record<string, string> => ({
    model,
    'memory-mb': memory,
    'operating-system': system,
    ...writeAccountFacts(known),
  });
  return {
    devices: [
      {
        ...oldPc,
        description: 'A sample of an old computer with three people’s files.',
        facts: facts('Quay 4', '8192', 'Windows 10', accounts),
        accounts,
        users: sampleUsers,
        macAddress: '02:00:5E:00:00:01',
        smbiosGuid: '5A3C0C5E-0B8E-4A39-9C6B-3D1C8E1F0001',
      },
      {
        ...newPc,
        description: 'A sample of a new computer on which one of them has begun to work.',
        facts: facts('Quay 9', '16384', 'Windows 11', accounts.slice(0, 1)),
        accounts: accounts.slice(0, 1),
        users: sampleUsers.slice(0, 1),
        macAddress: '02:00:5E:00:00:02',
        smbiosGuid: '5A3C0C5E-0B8E-4A39-9C6B-3D1C8E1F0002',
      },
    ],
  };
}

function writeDevice(
  files: Files,
  devicesFolder: string,
  name: string,
  entries: readonly PlannedEntry[],
): Pick<SampleDevice, 'name' | 'driveMap' | 'files' | 'bytes'> {
  const given = path.join(devicesFolder, name, 'C');
  files.mkdirSync(given, { recursive: true });
  const root = files.realpathSync(given);
  const driveMap = { 'C:': given };
  const resolver = createPathResolver(driveMap, files, name);
  const attributes = openAttributes(files, resolver.root('C:'));
  const made = new Set<string>();
  let bytes = 0;
  for (const entry of entries) {
    const { hostPath } = resolver.resolve(entry.path);
    const parent = entry.kind === 'folder' ? hostPath : path.dirname(hostPath);
    if (!made.has(parent)) files.mkdirSync(parent, { recursive: true });
    for (let above = parent; above !== root && !made.has(above); above = path.dirname(above)) made.add(above);
    resolver.noteCreated(parent);
    if (entry.kind === 'file') bytes += writeFile(files, hostPath, `${name}:${entry.path}`, entry);
    if (entry.hidden === true || entry.system === true) {
      attributes.set(entry.path.slice(3), { hidden: entry.hidden === true, system: entry.system === true });
    }
  }
  attributes.save();
  // After the files, the deepest first: making a file changes the time of its folder.
  for (const folder of [...made].sort((a, b) => b.length - a.length))
    setTime(files, folder, path.relative(root, folder));
  return { name, driveMap, files: entries.filter(({ kind }) => kind === 'file').length, bytes };
}

function writeFile(files: Files, hostPath: string, key: string, entry: PlannedEntry): number {
  const content = sampleContent(key, entry.size);
  files.rmSync(hostPath, { force: true });
  // What came to lie there meanwhile is another's.
  const descriptor = files.openSync(hostPath, 'wx', 0o644);
  try {
    let written = 0;
    while (written < content.length) written += files.writeSync(descriptor, content, written, content.length - written);
  } finally {
    files.closeSync(descriptor);
  }
  setTime(files, hostPath, key);
  if (entry.readOnly === true) files.chmodSync(hostPath, 0o444);
  return content.length;
}

function setTime(files: Files, hostPath: string, key: string): void {
  const random = createRepeatable(seedOf(key));
  const seconds = (firstDayMs + random.below(twoYearsMs / 1000) * 1000 + random.below(1000)) / 1000;
  files.utimesSync(hostPath, seconds, seconds);
}
