import {
  type ConditionExpression,
  expressionTypes,
  expressionValue,
  type OsConditionGroup,
  type OsPlatform,
} from '../condition.ts';
import { readOsVersion } from '../os-version.ts';
import type { SequenceDialect } from '../sequence.ts';
import { type ConditionProblem, readOperator, withValues } from './expression.ts';
import { makePlatform, type OsArchitecture, type OsBuilds, type OsProduct, padOsVersion } from './os-releases.ts';

/** "Operating System Version" of Configuration Manager: one of these platforms. */
export interface OsPlatformsTest {
  readonly kind: 'os-platforms';
  readonly platforms: readonly OsPlatform[];
  /** One more that is not in the table and is being typed; written as a platform. */
  readonly other: OtherRelease | null;
}

/** "Operating System Version" of the Deployment Toolkit: an architecture, and a comparison with a version. */
export interface OsVersionTest {
  readonly kind: 'os-version';
  /** `X86` or `X64`; empty for any. */
  readonly architecture: string;
  readonly operator: string;
  /** As people know it (`10.0.22000`); what is no version stays as it is written. */
  readonly version: string;
}

/** The form that a new condition on the operating system has in each dialect. */
export const newOsKinds = { cm: 'os-platforms', mdt: 'os-version' } as const satisfies Readonly<
  Record<SequenceDialect, string>
>;

export const newPlatformsTest: OsPlatformsTest = { kind: 'os-platforms', platforms: [], other: null };
export const newOsVersionTest: OsVersionTest = {
  kind: 'os-version',
  architecture: 'X64',
  operator: 'greaterEqual',
  version: '10.0.22000',
};

/** Architectures of the expression as it writes them. */
export const expressionArchitectures = ['X64', 'X86'] as const;

/** Versions that the dialog of the Deployment Toolkit's condition offers beside typing one. */
export const offeredVersions: readonly { readonly name: string; readonly version: string }[] = [
  { name: 'Windows 11', version: '10.0.22000' },
  { name: 'Windows 10', version: '10.0.10240' },
  { name: 'Windows 8.1', version: '6.3.9600' },
  { name: 'Windows 8', version: '6.2.9200' },
  { name: 'Windows 7 SP1', version: '6.1.7601.1' },
  { name: 'Windows Server 2025', version: '10.0.26100' },
  { name: 'Windows Server 2022', version: '10.0.20348' },
  { name: 'Windows Server 2019', version: '10.0.17763' },
  { name: 'Windows Server 2016', version: '10.0.14393' },
];

/** Reads the platforms of an operating system condition. */
export function readPlatformsTest(node: OsConditionGroup): OsPlatformsTest {
  return { kind: 'os-platforms', platforms: node.platforms, other: null };
}

/** An operating system condition; platforms that an edited one had already are the same objects. */
export function writePlatformsTest(test: OsPlatformsTest, old: OsConditionGroup | null): OsConditionGroup {
  const builds = test.other === null ? null : readBuilds(test.other);
  const typed =
    test.other === null || builds === null
      ? []
      : [makePlatform({ ...test.other, name: test.other.name.trim(), builds })];
  const platforms = [...test.platforms, ...typed];
  return old === null ? { kind: 'osConditionGroup', key: null, operator: 'or', platforms } : { ...old, platforms };
}

/** What is wrong: one platform at least is asked for, and one that is typed has to be whole. */
export function checkPlatformsTest(test: OsPlatformsTest): ConditionProblem[] {
  if (test.other !== null) return checkOtherRelease(test.other);
  return test.platforms.length === 0 ? [{ field: 'platforms', code: 'release-missing' }] : [];
}

/** Without the field's padding, a service pack where there is one. */
function plainVersion(written: string): string {
  const version = readOsVersion(written);
  if (version === undefined) return written;
  const { major, minor, build, servicePack } = version;
  return [major, minor, build, ...(servicePack === 0 ? [] : [servicePack])].join('.');
}

/** Reads a condition of the Deployment Toolkit on the operating system. */
export function readOsVersionTest(node: ConditionExpression): OsVersionTest {
  const architecture = expressionValue(node, 'Architecture') ?? '';
  return {
    kind: 'os-version',
    architecture: expressionArchitectures.find((one) => one === architecture.toUpperCase()) ?? architecture,
    operator: readOperator(node, 'Operator', 'equals'),
    version: plainVersion(expressionValue(node, 'Version') ?? ''),
  };
}

/** A condition of the Deployment Toolkit on the operating system; a version that was not changed stays as it is written. */
export function writeOsVersionTest(test: OsVersionTest, old: ConditionExpression | null): ConditionExpression {
  const before = old === null ? null : readOsVersionTest(old);
  const version = readOsVersion(test.version);
  const padded =
    version === undefined
      ? test.version
      : padOsVersion(version.major, version.minor, version.build, version.servicePack);
  return withValues(old, expressionTypes.operatingSystem, [
    ['Architecture', before?.architecture, test.architecture],
    ['Operator', before?.operator, test.operator],
    ['Version', before?.version, test.version === before?.version ? test.version : padded],
  ]);
}

/** What is wrong: a version of two to four numbers is asked for. What the file has is left alone. */
export function checkOsVersionTest(test: OsVersionTest, old: OsVersionTest | null): ConditionProblem[] {
  const isFine = test.version === old?.version || readOsVersion(test.version) !== undefined;
  return isFine ? [] : [{ field: 'version', code: 'version-form' }];
}

/** A Windows that is not in the table, as it is typed. */
export interface OtherRelease {
  readonly name: string;
  readonly product: OsProduct;
  readonly architecture: OsArchitecture;
  /** `10.0.22621`, both included; no end goes on to whatever comes. */
  readonly from: string;
  readonly to: string;
}

export const newOtherRelease: OtherRelease = { name: '', product: 'client', architecture: 'x64', from: '', to: '' };

const buildPattern = /^(\d{1,2})\.(\d)\.(\d{4,5})$/;

function readBuild(text: string): { major: number; minor: number; build: number; digits: number } | null {
  const found = buildPattern.exec(text.trim());
  if (found === null) return null;
  const [, major = '', minor = '', build = ''] = found;
  return { major: Number(major), minor: Number(minor), build: Number(build), digits: build.length };
}

/** The builds that a typed release is; null where its texts are none, or do not belong together. */
export function readBuilds({ from, to }: Pick<OtherRelease, 'from' | 'to'>): OsBuilds | null {
  const least = readBuild(from);
  if (least === null) return null;
  const { major, minor, build, digits } = least;
  if (to.trim() === '') return { major, minor, from: build, to: null };
  const most = readBuild(to);
  // Builds are compared as texts where the condition is asked: both need the same number of digits.
  const isRange = most !== null && most.major === major && most.minor === minor && most.digits === digits;
  return isRange && most.build >= build ? { major, minor, from: build, to: most.build } : null;
}

/** What is wrong with a release that is typed. */
export function checkOtherRelease(release: OtherRelease): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  if (release.name.trim() === '') problems.push({ field: 'name', code: 'name-missing' });
  if (readBuild(release.from) === null) problems.push({ field: 'from', code: 'build-form' });
  else if (release.to.trim() !== '' && readBuild(release.to) === null) {
    problems.push({ field: 'to', code: 'build-form' });
  } else if (readBuilds(release) === null) problems.push({ field: 'to', code: 'build-range' });
  return problems;
}
