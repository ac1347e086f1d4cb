/** A version of Windows as conditions write and compare it. */
export interface OsVersion {
  readonly major: number;
  readonly minor: number;
  readonly build: number;
  /** 0: none, or nobody says. */
  readonly servicePack: number;
}

/**
 * Reads a version of a condition: the field writes the minor one with two digits, `6.10.7601.1` for 6.1.7601 with its
 * first service pack and `10.00.10240.0` for 10.0.10240. Undefined for what is none.
 */
export function readOsVersion(text: string): OsVersion | undefined {
  const found = /^(\d{1,5})\.(\d{1,5})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (found === null) return undefined;
  const [, major = '', minor = '', build = '0', servicePack = '0'] = found;
  const isPadded = /^\d0$/.test(minor);
  return {
    major: Number(major),
    minor: Number(isPadded ? minor.charAt(0) : minor),
    build: Number(build),
    servicePack: Number(servicePack),
  };
}

/** Below, at or above zero. A service pack has builds of its own, so builds decide. */
export function compareOsVersions(a: OsVersion, b: OsVersion): number {
  return Math.sign(a.major - b.major || a.minor - b.minor || a.build - b.build);
}

/** `6.1.7601`: the version as people know it. */
export function plainOsVersion({ major, minor, build }: OsVersion): string {
  return [major, minor, build].join('.');
}
