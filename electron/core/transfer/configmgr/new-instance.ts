import { valueText } from './instance.ts';
import { type OutgoingReference, referenceArrayLines } from './object-references.ts';

type PropertyType = 'string' | 'uint32' | 'sint32' | 'boolean';

interface NewProperty {
  readonly name: string;
  readonly origin: 'SMS_TaskSequencePackage' | 'SMS_PackageBaseclass';
  readonly type: PropertyType;
  /** Null: the field's NULL, written without a value. */
  readonly value: string | null;
}

const end = '\r\n';

function systemProperty(name: string, type: PropertyType, value: string): string[] {
  return [
    `  <PROPERTY NAME="${name}" CLASSORIGIN="___SYSTEM" TYPE="${type}">`,
    `    <VALUE>${valueText(value)}</VALUE>`,
    '  </PROPERTY>',
  ];
}

function property({ name, origin, type, value }: NewProperty): string[] {
  return [
    `  <PROPERTY NAME="${name}" CLASSORIGIN="${origin}" TYPE="${type}">`,
    '    <QUALIFIER NAME="CIMTYPE" PROPAGATED="true" TYPE="string" TOINSTANCE="true">',
    `      <VALUE>${type}</VALUE>`,
    '    </QUALIFIER>',
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
  readonly properties: Readonly<Record<string, string>>;
}

/** What a sequence that was made here says about itself; the numbers are those of a new sequence of the field. */
function listProperties(given: NewPackage): NewProperty[] {
  const own = 'SMS_TaskSequencePackage' as const;
  const base = 'SMS_PackageBaseclass' as const;
  const text = (name: string, origin: NewProperty['origin'], fallback = ''): NewProperty => {
    return { name, origin, type: 'string', value: given.properties[name] ?? fallback };
  };
  const number = (name: string, origin: NewProperty['origin'], fallback: string): NewProperty => {
    return { name, origin, type: 'uint32', value: given.properties[name] ?? fallback };
  };
  const all: NewProperty[] = [
    text('BootImageID', own),
    text('Category', own),
    text('CustomProgressMsg', own),
    text('DependentProgram', own),
    { name: 'Description', origin: base, type: 'string', value: given.description },
    number('Duration', own, '60'),
    { name: 'Name', origin: base, type: 'string', value: given.name },
    { name: 'PackageID', origin: base, type: 'string', value: given.packageId },
    number('PackageType', base, '4'),
    number('ProgramFlags', own, '152084496'),
    { name: 'ReferencesCount', origin: own, type: 'uint32', value: String(given.references.length) },
    { name: 'Reserved', origin: own, type: 'string', value: null },
    { name: 'Sequence', origin: own, type: 'string', value: given.sequenceXml },
    { name: 'SourceSite', origin: base, type: 'string', value: given.siteCode },
    number('TaskSequenceFlags', own, '0'),
    { name: 'TsEnabled', origin: own, type: 'boolean', value: given.enabled ? 'TRUE' : 'FALSE' },
    number('Type', own, '1'),
    text('Version', base),
  ];
  return all;
}

/** Every property in the order of the class: by name, whatever its case. */
function propertyLines(given: NewPackage): { name: string; lines: string[] }[] {
  const single = listProperties(given).map((one) => ({ name: one.name, lines: property(one) }));
  const all = [...single, { name: 'References', lines: referenceArrayLines(given.references) }];
  return all.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** A new object.xml for a sequence that no export brought: two blanks a level, CRLF, nothing after the end (formats 1.3). */
export function writeNewInstance(given: NewPackage): string {
  const relative = `SMS_TaskSequencePackage.PackageID="${given.packageId}"`;
  const space = `root\\sms\\site_${given.siteCode}`;
  const properties = propertyLines(given);
  const lines = [
    '<INSTANCE CLASSNAME="SMS_TaskSequencePackage">',
    '  <QUALIFIER NAME="dynamic" PROPAGATED="true" TYPE="boolean" TOSUBCLASS="false" TOINSTANCE="true">',
    '    <VALUE>TRUE</VALUE>',
    '  </QUALIFIER>',
    ...systemProperty('__PATH', 'string', `\\\\WAYSTATION\\${space}:${relative}`),
    ...systemProperty('__NAMESPACE', 'string', space),
    ...systemProperty('__SERVER', 'string', 'WAYSTATION'),
    ...systemProperty('__PROPERTY_COUNT', 'sint32', String(properties.length)),
    ...systemProperty('__RELPATH', 'string', relative),
    ...systemProperty('__DYNASTY', 'string', 'SMS_BaseClass'),
    ...systemProperty('__SUPERCLASS', 'string', 'SMS_PackageBaseclass'),
    ...systemProperty('__CLASS', 'string', 'SMS_TaskSequencePackage'),
    ...systemProperty('__GENUS', 'sint32', '2'),
    ...properties.flatMap(({ lines }) => lines),
    '</INSTANCE>',
  ];
  return lines.join(end);
}
