import { writeValue } from './instance.ts';

type PropertyType = 'string' | 'uint32' | 'boolean' | 'datetime';

/** Properties of a sequence that was made here, in the order of the field (alphabetical without regard to case). */
const properties: readonly (readonly [name: string, origin: string, type: PropertyType, value: string])[] = [
  ['BootImageID', 'SMS_TaskSequencePackage', 'string', ''],
  ['Category', 'SMS_TaskSequencePackage', 'string', ''],
  ['CustomProgressMsg', 'SMS_TaskSequencePackage', 'string', ''],
  ['DependentProgram', 'SMS_TaskSequencePackage', 'string', ''],
  ['Description', 'SMS_PackageBaseclass', 'string', ''],
  ['Duration', 'SMS_TaskSequencePackage', 'uint32', '60'],
  ['EstimatedDownloadSizeMB', 'SMS_TaskSequencePackage', 'uint32', '0'],
  ['EstimatedRunTimeMinutes', 'SMS_TaskSequencePackage', 'uint32', '0'],
  ['Language', 'SMS_PackageBaseclass', 'string', ''],
  ['Manufacturer', 'SMS_PackageBaseclass', 'string', ''],
  ['Name', 'SMS_PackageBaseclass', 'string', ''],
  ['PackageID', 'SMS_PackageBaseclass', 'string', ''],
  ['PackageType', 'SMS_PackageBaseclass', 'uint32', '4'],
  ['ProgramFlags', 'SMS_TaskSequencePackage', 'uint32', '152084496'],
  ['ReferencesCount', 'SMS_TaskSequencePackage', 'uint32', '0'],
  ['RestartRequired', 'SMS_TaskSequencePackage', 'uint32', '0'],
  ['Sequence', 'SMS_TaskSequencePackage', 'string', ''],
  ['SourceSite', 'SMS_PackageBaseclass', 'string', ''],
  ['TaskSequenceFlags', 'SMS_TaskSequencePackage', 'uint32', '0'],
  ['TsEnabled', 'SMS_TaskSequencePackage', 'boolean', 'TRUE'],
  ['Type', 'SMS_TaskSequencePackage', 'uint32', '1'],
  ['Version', 'SMS_PackageBaseclass', 'string', ''],
];

const eol = '\r\n';

function single(name: string, origin: string, type: string, value: string, qualifier: string[]): string[] {
  return [
    `  <PROPERTY NAME="${name}" CLASSORIGIN="${origin}" TYPE="${type}">`,
    ...qualifier,
    `    <VALUE>${writeValue(value)}</VALUE>`,
    '  </PROPERTY>',
  ];
}

/** The object text of a sequence that has none from the field: two spaces, CRLF, no declaration, no final line break (formats 1.3). */
export function newObjectText(values: Readonly<Record<string, string>>, siteCode: string): string {
  const id = values['PackageID'] ?? '';
  const relative = `SMS_TaskSequencePackage.PackageID="${id}"`;
  const system = (name: string, value: string, type = 'string'): string[] => single(name, '___SYSTEM', type, value, []);
  const lines = [
    '<INSTANCE CLASSNAME="SMS_TaskSequencePackage">',
    '  <QUALIFIER NAME="dynamic" PROPAGATED="true" TYPE="boolean" TOSUBCLASS="false" TOINSTANCE="true">',
    '    <VALUE>TRUE</VALUE>',
    '  </QUALIFIER>',
    '  <QUALIFIER NAME="SecurityVerbs" TYPE="sint32" TOSUBCLASS="false">',
    '    <VALUE>-1</VALUE>',
    '  </QUALIFIER>',
    ...system('__PATH', `\\\\WAYSTATION\\root\\sms\\site_${siteCode}:${relative}`),
    ...system('__NAMESPACE', `root\\sms\\site_${siteCode}`),
    ...system('__SERVER', 'WAYSTATION'),
    '  <PROPERTY.ARRAY NAME="__DERIVATION" CLASSORIGIN="___SYSTEM" TYPE="string">',
    '    <VALUE.ARRAY>',
    '      <VALUE>SMS_PackageBaseclass</VALUE>',
    '      <VALUE>SMS_BaseClass</VALUE>',
    '    </VALUE.ARRAY>',
    '  </PROPERTY.ARRAY>',
    ...system('__PROPERTY_COUNT', String(properties.length), 'sint32'),
    ...system('__RELPATH', relative),
    ...system('__DYNASTY', 'SMS_BaseClass'),
    ...system('__SUPERCLASS', 'SMS_PackageBaseclass'),
    ...system('__CLASS', 'SMS_TaskSequencePackage'),
    ...system('__GENUS', '2', 'sint32'),
  ];
  for (const [name, origin, type, value] of properties) {
    const qualifier = [
      '    <QUALIFIER NAME="CIMTYPE" PROPAGATED="true" TYPE="string" TOINSTANCE="true">',
      `      <VALUE>${type}</VALUE>`,
      '    </QUALIFIER>',
    ];
    lines.push(...single(name, origin, type, values[name] ?? value, qualifier));
  }
  return [...lines, '</INSTANCE>'].join(eol);
}
