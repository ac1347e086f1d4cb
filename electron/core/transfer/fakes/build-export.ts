import { buildZip, type RawEntry } from './build-zip.ts';

/** A sequence to stand in an export, in the form that the field gives its objects. */
export interface MadeSequence {
  readonly packageId: string;
  readonly name: string;
  readonly xml: string;
  readonly properties?: Readonly<Record<string, string | null>>;
  readonly references?: readonly { readonly id: string; readonly name: string; readonly type: number }[];
}

const lines = (all: readonly string[]): string => all.join('\r\n');

function property(name: string, value: string | null): string[] {
  const text = value !== null && /[<&]/.test(value) ? `<![CDATA[${value}]]>` : (value ?? '');
  return [
    `  <PROPERTY NAME="${name}" CLASSORIGIN="SMS_PackageBaseclass" TYPE="string">`,
    '    <QUALIFIER NAME="CIMTYPE" PROPAGATED="true" TYPE="string" TOINSTANCE="true">',
    '      <VALUE>string</VALUE>',
    '    </QUALIFIER>',
    ...(value === null ? [] : [`    <VALUE>${text}</VALUE>`]),
    '  </PROPERTY>',
  ];
}

/** The object of a sequence: root, qualifiers, system properties, then the properties by name. */
export function buildObject(sequence: MadeSequence, className = 'SMS_TaskSequencePackage'): string {
  const values: Record<string, string | null> = {
    BootImageID: '',
    Description: 'Made for a test',
    Name: sequence.name,
    PackageID: sequence.packageId,
    Reserved: null,
    Sequence: sequence.xml,
    SourceSite: sequence.packageId.slice(0, 3),
    TsEnabled: 'TRUE',
    ...sequence.properties,
  };
  const names = Object.keys(values).sort();
  return lines([
    `<INSTANCE CLASSNAME="${className}">`,
    ...property('__RELPATH', `${className}.PackageID="${sequence.packageId}"`),
    ...property('__SERVER', 'LAB-SERVER'),
    ...names.flatMap((name) => property(name, values[name] ?? null)),
    '</INSTANCE>',
  ]);
}

function referencesInfo(sequence: MadeSequence): string {
  const inner = (sequence.references ?? []).map(({ id, name, type }) =>
    lines([
      '<INSTANCE CLASSNAME="SMS_TaskSequenceReferencesInfo">',
      `  <PROPERTY NAME="ReferenceName" TYPE="string"><VALUE>${name}</VALUE></PROPERTY>`,
      `  <PROPERTY NAME="ReferencePackageID" TYPE="string"><VALUE>${id}</VALUE></PROPERTY>`,
      `  <PROPERTY NAME="ReferencePackageType" TYPE="uint32"><VALUE>${String(type)}</VALUE></PROPERTY>`,
      '</INSTANCE>',
    ]),
  );
  const escaped = inner.map((text) => `<string>${text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</string>`);
  return `\uFEFF<ArrayOfString>${escaped.join('')}</ArrayOfString>`;
}

/** The entries of an export as the field writes them, with the growth hint in their local headers. */
export function exportEntries(sequences: readonly MadeSequence[]): RawEntry[] {
  const localExtra = Buffer.concat([Buffer.from('20a2180028a01400', 'hex'), Buffer.alloc(20)]);
  const relations = sequences.map(
    ({ packageId }) =>
      `<Relationship Type="SMS_TaskSequencePackage" Target="/SMS_TaskSequencePackage/${packageId}/object.xml" />`,
  );
  const texts: [string, string][] = [
    ['SMS_TaskSequencePackage/USERSTATE_MIGRATION_PACKAGE.xml', '\uFEFF<string>LAB0000F</string>'],
    ...sequences.flatMap((one): [string, string][] => [
      [`SMS_TaskSequencePackage/${one.packageId}/object.xml`, buildObject(one)],
      [`SMS_TaskSequencePackage/${one.packageId}/ReferencesInfo.xml`, referencesInfo(one)],
      [`SMS_TaskSequencePackage/${one.packageId}/AppReferencesInfo.xml`, '\uFEFF<ArrayOfString />'],
    ]),
    ['_rels/.rels', `\uFEFF<Relationships>${relations.join('')}</Relationships>`],
    ['Manifest.xml', '\uFEFF<LibraryDocument />'],
  ];
  return texts.map(([name, data]) => ({ name, data, localExtra }));
}

/** An export of the field's layout with these sequences. */
export function buildExport(sequences: readonly MadeSequence[], more: readonly RawEntry[] = []): Buffer {
  return buildZip([...exportEntries(sequences), ...more]);
}

/** A small sequence with two groups and three steps. */
export const smallSequence =
  '<sequence version="3.10"><referenceList><reference package="LAB00009"/></referenceList>' +
  '<group name="Prepare" description=""><step type="SMS_TaskSequence_RunCommandLineAction" name="Say" description="" runIn="WinPEandFullOS" successCodeList="0 3010" retryCount="0" runFromNet="false"><action>smsswd.exe /run: cmd /c ver</action><defaultVarList><variable name="CommandLine" property="CommandLine" hidden="true">cmd /c ver</variable><variable name="SuccessCodes" property="SuccessCodes" hidden="true">0 3010</variable></defaultVarList></step></group>' +
  '<group name="Finish" description="" disable="true"><step type="SMS_TaskSequence_RebootAction" name="Restart" description="" runIn="WinPEandFullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>smsboot.exe /target:HD</action><defaultVarList><variable name="SMSRebootMessage" property="Message">Bye &amp; welcome back</variable><variable name="SMSRebootTarget" property="Target" hidden="true">HD</variable></defaultVarList></step></group>' +
  '</sequence>\r\n';
