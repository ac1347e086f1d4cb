import { createRepeatable } from './random.ts';

/** One file or folder of a sample device. Paths are Windows paths. */
export interface PlannedEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Bytes of binary files; 0 makes an empty file. */
  readonly size: number;
  readonly readOnly?: true;
  readonly hidden?: true;
  readonly system?: true;
}

export interface SampleUser {
  readonly name: string;
  readonly domain: string;
  readonly accountKind: 'local' | 'domain';
}

/** The domain of the sample; names of people and places are made up. */
export const SAMPLE_DOMAIN = 'HARBOUR';
export const sampleUsers: readonly SampleUser[] = [
  { name: 'anna.kovacs', domain: SAMPLE_DOMAIN, accountKind: 'domain' },
  { name: 'Søren Østergård', domain: SAMPLE_DOMAIN, accountKind: 'domain' },
  { name: 'm.dubois', domain: SAMPLE_DOMAIN, accountKind: 'domain' },
];

const kilobyte = 1024;

function file(path: string, size = 1, flags: Pick<PlannedEntry, 'readOnly' | 'hidden' | 'system'> = {}): PlannedEntry {
  return { path, kind: 'file', size, ...flags };
}

function folder(path: string, flags: Pick<PlannedEntry, 'hidden'> = {}): PlannedEntry {
  return { path, kind: 'folder', size: 0, ...flags };
}

function series(count: number, make: (number: string) => PlannedEntry): PlannedEntry[] {
  return Array.from({ length: count }, (_, index) => make(String(index + 1).padStart(3, '0')));
}

/** What every profile holds and no capture of documents may take. */
function notDocuments(profile: string): PlannedEntry[] {
  return [
    file(`${profile}\\NTUSER.DAT`, 256 * kilobyte, { hidden: true }),
    file(`${profile}\\ntuser.dat.LOG1`, 64 * kilobyte, { hidden: true }),
    file(`${profile}\\ntuser.ini`, 1, { hidden: true, system: true }),
    folder(`${profile}\\AppData`, { hidden: true }),
    ...series(12, (number) =>
      file(`${profile}\\AppData\\Local\\Harbour Mail\\Cache\\part-${number}.bin`, 20 * kilobyte),
    ),
    file(`${profile}\\AppData\\Roaming\\Harbour Mail\\settings.bin`, 4 * kilobyte),
    file(`${profile}\\Desktop\\desktop.ini`, 300, { hidden: true, system: true }),
  ];
}

/** What every profile holds of a person's own; `photos` sets how large it becomes. */
function documents(profile: string, photos: number): PlannedEntry[] {
  const random = createRepeatable(photos);
  return [
    ...series(24, (number) => file(`${profile}\\Documents\\Letters\\2025\\Letter ${number}.txt`)),
    ...series(18, (number) => file(`${profile}\\Documents\\Accounts\\Quarter ${number}.csv`)),
    ...series(10, (number) => file(`${profile}\\Documents\\Handbook\\chapter-${number}.html`)),
    ...series(8, (number) => file(`${profile}\\Desktop\\Note ${number}.txt`)),
    ...series(photos, (number) =>
      file(`${profile}\\Pictures\\Summer 2025\\IMG_${number}.jpg`, (180 + random.below(260)) * kilobyte),
    ),
    ...series(6, (number) => file(`${profile}\\Pictures\\Drawings\\Plan ${number}.svg`)),
    ...series(5, (number) => file(`${profile}\\Favorites\\Link ${number}.url`)),
    file(`${profile}\\Downloads\\ferry-timetable.html`),
    file(`${profile}\\Downloads\\scanner-driver.bin`, 1400 * kilobyte),
    file(`${profile}\\Videos\\crane.mp4`, 2200 * kilobyte),
    file(`${profile}\\Music\\Sea shanty.mp3`, 900 * kilobyte),
    file(`${profile}\\read me first.txt`),
    folder(`${profile}\\Contacts`),
    folder(`${profile}\\Saved Games`),
  ];
}

const deepPath =
  'Projects\\Renewal of the eastern quay and of the ferry landing 2023 to 2026\\Offers that were received after the first deadline had passed\\Supplier with a long name, harbour branch\\Calculation with all the options that were asked for later on';

/** Things that make a migration hard, spread over the users. */
function hardOnes(): PlannedEntry[] {
  const [anna = '', soren = '', dubois = ''] = sampleUsers.map(({ name }) => `C:\\Users\\${name}`);
  return [
    file(`${anna}\\Documents\\Contract (signed).txt`, 1, { readOnly: true }),
    file(`${anna}\\Documents\\.private notes.txt`, 1, { hidden: true }),
    file(`${anna}\\Documents\\${deepPath}\\Summary of the calculation, version for the meeting.csv`),
    file(`${anna}\\Desktop\\To do.txt`),
    folder(`${anna}\\Documents\\Empty for now`),
    file(`${anna}\\Documents\\empty.txt`, 0),
    folder(`${anna}\\Own folder`),
    file(`${anna}\\Own folder\\plans for the boat.md`),
    file(`${soren}\\Documents\\Målinger og prøver – æøå.csv`),
    file(`${soren}\\Documents\\Γράμμα προς το λιμάνι.txt`),
    file(`${soren}\\Documents\\港の写真について.txt`),
    file(`${soren}\\Documents\\Žádost č. 5.txt`, 1, { readOnly: true }),
    file(`${soren}\\Pictures\\Ærø 🚢.jpg`, 300 * kilobyte),
    file(`${dubois}\\Documents\\Été à la plage.txt`),
    file(`${dubois}\\Documents\\Key figures.csv`, 1, { readOnly: true, hidden: true }),
    file(`${dubois}\\Desktop\\Budget.csv`),
  ];
}

const windowsItself: readonly PlannedEntry[] = [
  file('C:\\Windows\\explorer.exe', 40 * kilobyte),
  file('C:\\Windows\\System32\\kernel32.dll', 60 * kilobyte),
  file('C:\\Windows\\System32\\config\\SOFTWARE', 50 * kilobyte),
  file('C:\\Program Files\\Harbour Mail\\mail.exe', 50 * kilobyte),
  file('C:\\Users\\Default\\NTUSER.DAT', 30 * kilobyte, { hidden: true }),
  folder('C:\\Users\\Default\\Documents'),
  folder('C:\\Users\\Public\\Documents'),
];

/** The old computer: three people, their files, and what is not theirs. */
export function planOldPc(): readonly PlannedEntry[] {
  return [
    ...windowsItself,
    ...sampleUsers.flatMap(({ name }, index) => {
      const profile = `C:\\Users\\${name}`;
      return [...documents(profile, [46, 38, 30][index] ?? 30), ...notDocuments(profile)];
    }),
    ...hardOnes(),
    file('C:\\Users\\Public\\Documents\\Opening hours.txt'),
    file('C:\\Users\\Public\\Pictures\\Harbour from above.jpg', 500 * kilobyte),
  ];
}

/** The new computer: Windows, and one of the people who has begun to work on it. */
export function planNewPc(): readonly PlannedEntry[] {
  const [anna = ''] = sampleUsers.map(({ name }) => `C:\\Users\\${name}`);
  return [...windowsItself, file(`${anna}\\Desktop\\To do.txt`), ...notDocuments(anna)];
}
