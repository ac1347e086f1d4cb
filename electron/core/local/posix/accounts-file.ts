/** A person's account in a file of the form of `/etc/passwd`. */
export interface PasswdEntry {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
}

/** Accounts below this number belong to the system (`UID_MIN` of login.defs); 65534 is nobody. */
const firstPersonId = 1000;
const nobodyId = 65_534;

/** The accounts of people whose home lies in `homes`, by name. Lines of another form are passed over. */
export function readPersons(text: string, homes: string): PasswdEntry[] {
  const entries = text.split('\n').flatMap((line): PasswdEntry[] => {
    const [name = '', , uid = '', , , home = ''] = line.split(':');
    return name === '' || !/^\d{1,10}$/.test(uid)
      ? []
      : [{ name, uid: Number(uid), home: home.replace(/(?<!\/)\/+$/, '') }];
  });
  return entries
    .filter(({ uid, home }) => uid >= firstPersonId && uid !== nobodyId && home.startsWith(`${homes}/`))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
