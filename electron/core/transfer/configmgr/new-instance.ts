import { createHash } from 'node:crypto';
import { valueText } from './instance.ts';
import { type OutgoingReference, referenceArrayLines } from './object-references.ts';
import { packageProperties, type PackageProperty } from './package-properties.ts';

const end = '\r\n';

function systemProperty(name: string, type: string, value: string): string[] {
  return [
    `  <PROPERTY NAME="${name}" CLASSORIGIN="___SYSTEM" TYPE="${type}">`,
    `    <VALUE>${valueText(value)}</VALUE>`,
    '  </PROPERTY>',
  ];
}

const derivation = [
  '  <PROPERTY.ARRAY NAME="__DERIVATION" CLASSORIGIN="___SYSTEM" TYPE="string">',
  '    <VALUE.ARRAY>',
  '      <VALUE>SMS_PackageBaseclass</VALUE>',
  '      <VALUE>SMS_BaseClass</VALUE>',
  '    </VALUE.ARRAY>',
  '  </PROPERTY.ARRAY>',
];

function qualifier(type: string): string[] {
  return [
    '    <QUALIFIER NAME="CIMTYPE" PROPAGATED="true" TYPE="string" TOINSTANCE="true">',
    `      <VALUE>${type}</VALUE>`,
    '    </QUALIFIER>',
  ];
}

const keyQualifier = [
  '    <QUALIFIER NAME="key" PROPAGATED="true" TYPE="boolean" OVERRIDABLE="false" TOINSTANCE="true">',
  '      <VALUE>TRUE</VALUE>',
  '    </QUALIFIER>',
];

/** A property with the value that it has; null is the field's NULL, written without a value. */
function property({ name, origin, type }: PackageProperty, value: string | null): string[] {
  const from = origin === 'own' ? 'SMS_TaskSequencePackage' : 'SMS_PackageBaseclass';
  const named = `NAME="${name}" CLASSORIGIN="${from}"${origin === 'inherited' ? ' PROPAGATED="true"' : ''}`;
  if (type.startsWith('object:')) {
    const rows = value === null ? [] : ['    <VALUE.OBJECTARRAY></VALUE.OBJECTARRAY>'];
    return [
      `  <PROPERTY.OBJECTARRAY ${named} REFERENCECLASS="${type.slice('object:'.length)}">`,
      ...qualifier(type),
      ...rows,
      '  </PROPERTY.OBJECTARRAY>',
    ];
  }
  if (type.startsWith('[')) {
    const item = type.slice(1, -1);
    const items =
      value === null ? [] : ['    <VALUE.ARRAY>', `      <VALUE>${valueText(value)}</VALUE>`, '    </VALUE.ARRAY>'];
    return [`  <PROPERTY.ARRAY ${named} TYPE="${item}">`, ...qualifier(item), ...items, '  </PROPERTY.ARRAY>'];
  }
  return [
    `  <PROPERTY ${named} TYPE="${type}">`,
    ...qualifier(type),
    ...(name === 'PackageID' ? keyQualifier : []),
    ...(value === null ? [] : [`    <VALUE>${valueText(value)}</VALUE>`]),
    '  </PROPERTY>',
  ];
}

export interface NewPackage {
  readonly packageId: string;
  readonly siteCode: string;
  readonly name: string;
  readonly description: string;
  readonly sequenceXml: string;
  readonly enabled: boolean;
  readonly references: readonly OutgoingReference[];
  /** What an earlier file said about the sequence, by the field's names. */
  readonly properties: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly createdAt?: number;
  readonly modifiedAt?: number;
}

/** A version that is another one when anything of the sequence is, in the form of the field's. */
function versionOf(given: NewPackage): string {
  const text = [given.packageId, given.name, given.description, given.sequenceXml].join('\0');
  const digits = createHash('sha256').update(text).digest('hex').toUpperCase();
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ].join('-');
}

/** A time of the field: `2008-04-07T10:20:30` of older files, or the form that it has already. */
function timeOf(text: string): string | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(text);
  if (parts !== null) return `${parts.slice(1).join('')}.000000+***`;
  return /^\d{14}\.\d{6}[+-](\d{3}|\*{3})$/.test(text) ? text : null;
}

/** The end of the year 9999: a year of the field has four digits. */
const lastMoment = Date.UTC(10_000, 0) - 1;

/** A moment as the field writes it, in UTC and whole seconds; null for none, and for one that four digits do not hold. */
function momentOf(at: number | undefined): string | null {
  if (at === undefined || !(at >= 0 && at <= lastMoment)) return null;
  return `${new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)}.000000+000`;
}

/** When the sequence was made and changed: as its file says it, else as the site knows it. */
function timesOf(given: NewPackage): Readonly<Record<string, string | null>> {
  const { properties, createdAt, modifiedAt } = given;
  return {
    LastRefreshTime: timeOf(properties['LastRefreshTime'] ?? '') ?? momentOf(modifiedAt),
    SourceDate: timeOf(properties['SourceDate'] ?? '') ?? momentOf(createdAt),
  };
}

/** What the export itself knows; all else is what an earlier file said, or what a new sequence of the field has. */
function ownValues(given: NewPackage): Readonly<Record<string, string>> {
  return {
    Description: given.description,
    Name: given.name,
    PackageID: given.packageId,
    ReferencesCount: String(given.references.length),
    SedoObjectVersion: versionOf(given),
    Sequence: given.sequenceXml,
    SourceSite: given.siteCode,
    // In KB, as the field counts it.
    SourceSize: String(Math.ceil(Buffer.byteLength(given.sequenceXml) / 1024)),
    TsEnabled: given.enabled ? 'TRUE' : 'FALSE',
    // 2 deploys an operating system: such a sequence has a boot image.
    Type: given.properties['Type'] ?? ((given.properties['BootImageID'] ?? '') === '' ? '1' : '2'),
    // The picture itself does not come with an XML file.
    IconSize: '0',
  };
}

function propertyLines(given: NewPackage): string[] {
  const own = ownValues(given);
  const times = timesOf(given);
  return packageProperties.flatMap((one) => {
    if (one.name === 'References') return referenceArrayLines(given.references);
    const isOne = !one.type.startsWith('[') && !one.type.startsWith('object:');
    const kept = isOne && one.fallback !== null ? given.properties[one.name] : undefined;
    return property(one, times[one.name] ?? own[one.name] ?? kept ?? one.fallback);
  });
}

/**
 * A new object.xml for a sequence that no export brought, with every property that the class of the field has: two
 * blanks a level, CRLF, nothing after the end (formats 1.3, XFER-107).
 */
export function writeNewInstance(given: NewPackage): string {
  const relative = `SMS_TaskSequencePackage.PackageID="${given.packageId}"`;
  const space = `root\\sms\\site_${given.siteCode}`;
  const lines = [
    '<INSTANCE CLASSNAME="SMS_TaskSequencePackage">',
    '  <QUALIFIER NAME="dynamic" PROPAGATED="true" TYPE="boolean" TOSUBCLASS="false" TOINSTANCE="true">',
    '    <VALUE>TRUE</VALUE>',
    '  </QUALIFIER>',
    '  <QUALIFIER NAME="SecurityVerbs" TYPE="sint32" TOSUBCLASS="false">',
    '    <VALUE>-1</VALUE>',
    '  </QUALIFIER>',
    ...systemProperty('__PATH', 'string', `\\\\WAYSTATION\\${space}:${relative}`),
    ...systemProperty('__NAMESPACE', 'string', space),
    ...systemProperty('__SERVER', 'string', 'WAYSTATION'),
    ...derivation,
    ...systemProperty('__PROPERTY_COUNT', 'sint32', String(packageProperties.length)),
    ...systemProperty('__RELPATH', 'string', relative),
    ...systemProperty('__DYNASTY', 'string', 'SMS_BaseClass'),
    ...systemProperty('__SUPERCLASS', 'string', 'SMS_PackageBaseclass'),
    ...systemProperty('__CLASS', 'string', 'SMS_TaskSequencePackage'),
    ...systemProperty('__GENUS', 'sint32', '2'),
    ...propertyLines(given),
    '</INSTANCE>',
  ];
  return lines.join(end);
}
