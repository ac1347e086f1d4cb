/** Stands in Electron's program before the fuses: version, count, then one character per fuse. */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1');

/** Order of the fuses in the wire of version 1. */
const names = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;
export type FuseName = (typeof names)[number];

const wireVersion = 1;
const states: Readonly<Record<string, boolean>> = { '1': true, '0': false };

/** Reads the fuses from the bytes of a program. Throws when it has none, or of a form that is not known. */
export function readFuses(program: Buffer): Partial<Record<FuseName, boolean>> {
  const at = program.indexOf(sentinel);
  if (at === -1) throw new Error('This is no program of Electron: it has no fuses');
  const start = at + sentinel.length;
  if (program[start] !== wireVersion) throw new Error(`Fuses of version ${String(program[start])} are not known`);
  const count = program[start + 1] ?? 0;
  const wire = program.subarray(start + 2, start + 2 + count).toString('latin1');
  const read = names.map((name, index): [FuseName, boolean | undefined] => [name, states[wire[index] ?? '']]);
  return Object.fromEntries(read.filter(([, state]) => state !== undefined));
}

/** One line for each fuse that is not as it must be. */
export function compareFuses(
  wanted: Partial<Record<FuseName, boolean>>,
  actual: Partial<Record<FuseName, boolean>>,
): string[] {
  return names
    .filter((name) => wanted[name] !== undefined && wanted[name] !== actual[name])
    .map((name) => `The fuse ${name} must be ${wanted[name] === true ? 'on' : 'off'} and is not.`);
}
