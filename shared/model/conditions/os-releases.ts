import type { ConditionExpression, OsPlatform } from '../condition.ts';
import { expressionTypes } from '../condition.ts';
import { usualNamespace } from './query-condition.ts';

/** Processors as the field's key of a platform writes them. */
export const osArchitectures = ['x64', 'X86', 'ARM64'] as const;
export type OsArchitecture = (typeof osArchitectures)[number];

/** How Windows names its processors in `OSArchitecture`; the rest of the text is in the language of Windows. */
const architectureTexts: Readonly<Record<OsArchitecture, string>> = { x64: '64%', X86: '32%', ARM64: 'ARM%' };
/** How names of platforms say the processor. */
const architectureNames: Readonly<Record<OsArchitecture, string>> = { x64: '64-bit', X86: '32-bit', ARM64: 'ARM64' };

/** For whom a Windows is made: `ProductType` is 1 for clients, 2 and 3 for servers. */
export const osProducts = ['client', 'server', 'any'] as const;
export type OsProduct = (typeof osProducts)[number];
const productTests: Readonly<Record<OsProduct, string>> = {
  client: ' AND ProductType=1',
  server: ' AND ProductType>1',
  any: '',
};

/** The builds of a Windows: from and to, both included. One without an end goes on to whatever comes. */
export interface OsBuilds {
  readonly major: number;
  readonly minor: number;
  readonly from: number;
  readonly to: number | null;
}

/** A generation of Windows of the table; its name is a name, the same in every language. */
export interface OsRelease {
  readonly id: string;
  readonly name: string;
  readonly product: 'client' | 'server';
  readonly builds: OsBuilds;
  readonly architectures: readonly OsArchitecture[];
}

const six = (minor: number): OsBuilds => ({ major: 6, minor, from: 0, to: null });
const ten = (from: number, to: number | null): OsBuilds => ({ major: 10, minor: 0, from, to });
const client = (id: string, name: string, builds: OsBuilds, architectures: readonly OsArchitecture[]): OsRelease => ({
  ...{ id, name, product: 'client', builds, architectures },
});
const server = (id: string, name: string, builds: OsBuilds): OsRelease => ({
  ...{ id, name, product: 'server', builds, architectures: ['x64'] },
});

/**
 * Windows by generation, newest first. Builds are those with which a generation began; a server generation goes on
 * until the next one, so that the releases between two of them belong to the older.
 */
export const osReleases: readonly OsRelease[] = [
  client('windows-11', 'Windows 11', ten(22_000, null), ['x64', 'ARM64']),
  client('windows-10', 'Windows 10', ten(10_240, 21_999), ['x64', 'X86', 'ARM64']),
  client('windows-8.1', 'Windows 8.1', six(3), ['x64', 'X86']),
  client('windows-8', 'Windows 8', six(2), ['x64', 'X86']),
  client('windows-7', 'Windows 7', six(1), ['x64', 'X86']),
  server('server-2025', 'Windows Server 2025', ten(26_100, null)),
  server('server-2022', 'Windows Server 2022', ten(20_348, 26_099)),
  server('server-2019', 'Windows Server 2019', ten(17_763, 20_347)),
  server('server-2016', 'Windows Server 2016', ten(14_393, 17_762)),
  server('server-2012-r2', 'Windows Server 2012 R2', six(3)),
  server('server-2012', 'Windows Server 2012', six(2)),
  server('server-2008-r2', 'Windows Server 2008 R2', six(1)),
];

/** A version in the field's padded form: `10.00.22000.0` for 10.0.22000, `6.10.7601.1` for 6.1.7601 with a service pack. */
export function padOsVersion(major: number, minor: number, build: number, last: number): string {
  return `${String(major)}.${String(minor)}0.${String(build)}.${String(last)}`;
}

/** What a platform is made of, whether it is in the table or not. */
export interface PlatformParts {
  readonly name: string;
  readonly product: OsProduct;
  readonly architecture: OsArchitecture;
  readonly builds: OsBuilds;
}

function query(where: string): ConditionExpression {
  return {
    kind: 'expression',
    key: null,
    type: expressionTypes.wmi,
    variables: [
      { name: 'Namespace', value: usualNamespace },
      { name: 'Query', value: `SELECT * FROM Win32_OperatingSystem WHERE ${where}` },
    ],
    // The field does so in these groups: a computer that cannot answer is not that platform.
    ignoreQueryFailure: true,
  };
}

/**
 * A platform in the field's form: its key with the versions from and to, a query for version and product, and one for
 * the processor. `BuildNumber` is a text and compared as such: callers give builds of the same number of digits.
 */
export function makePlatform({ name, product, architecture, builds }: PlatformParts): OsPlatform {
  const { major, minor, from, to } = builds;
  const least = from === 0 ? '' : ` AND BuildNumber>='${String(from)}'`;
  const most = to === null ? '' : ` AND BuildNumber<='${String(to)}'`;
  const version = `Version like '${String(major)}.${String(minor)}.%'${least}${most}`;
  return {
    name,
    operator: 'and',
    platform: [
      { name: 'arch', value: architecture },
      { name: 'type', value: 'Win_NT' },
      { name: 'minVer', value: padOsVersion(major, minor, from, 0) },
      { name: 'maxVer', value: padOsVersion(major, minor, to ?? 99_999, 9999) },
    ],
    expressions: [
      query(`${version}${productTests[product]}`),
      query(`OSArchitecture like '${architectureTexts[architecture]}'`),
    ],
  };
}

/** The platform of a release of the table on a processor. */
export function platformOf(release: OsRelease, architecture: OsArchitecture): OsPlatform {
  const name = `All ${release.name} (${architectureNames[architecture]})`;
  return makePlatform({ name, product: release.product, architecture, builds: release.builds });
}

/** What makes two platforms ask the same: key and queries, whatever their names, blanks and letter case. */
function questionOf(platform: OsPlatform): string {
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
  const key = [...platform.platform].sort((a, b) => (a.name < b.name ? -1 : 1));
  return JSON.stringify([
    key.map((one) => [plain(one.name), plain(one.value)]),
    platform.expressions.map((one) => one.variables.map(({ value }) => plain(value)).sort()),
  ]);
}

/** Whether two platforms ask the same, or have the same name. */
export function isSamePlatform(a: OsPlatform, b: OsPlatform): boolean {
  const isNamed = a.name !== '' && a.name.toLowerCase() === b.name.toLowerCase();
  return isNamed || questionOf(a) === questionOf(b);
}

/** A platform of the table. */
export interface TablePlatform {
  readonly release: OsRelease;
  readonly architecture: OsArchitecture;
  readonly platform: OsPlatform;
}

/** Every platform of the table: each release on each of its processors. */
export const tablePlatforms: readonly TablePlatform[] = osReleases.flatMap((release) =>
  release.architectures.map((architecture) => ({ release, architecture, platform: platformOf(release, architecture) })),
);

/** The platform of the table that a platform of a file is; undefined for one that is not in the table. */
export function findInTable(platform: OsPlatform): TablePlatform | undefined {
  return tablePlatforms.find((one) => isSamePlatform(one.platform, platform));
}
