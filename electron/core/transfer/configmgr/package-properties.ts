/** Where the class of a property has it from: `own` is `SMS_TaskSequencePackage`, `base` and `inherited` its base class. */
export type PropertyOrigin = 'own' | 'base' | 'inherited';

export interface PackageProperty {
  readonly name: string;
  readonly origin: PropertyOrigin;
  /** CIM type; one in brackets is an array, one that begins with `object:` an array of objects. */
  readonly type: string;
  /** What a new sequence of the field has; null for the field's NULL, which has no value. */
  readonly fallback: string | null;
}

/** Name, origin and type, and the value behind the `=`; without one the property is NULL. */
const table = `
ActionInProgress/base/uint32=1
AlternateContentProviders/base/string=
BaseBoardProductID/inherited/string=
BootImageID/own/string=
Category/own/string=
CustomHighImpactHeadline/own/string=
CustomHighImpactSet/own/uint32=0
CustomHighImpactWarning/own/string=
CustomHighImpactWarningInstall/own/string=
CustomHighImpactWarningTop/own/string=
CustomProgressMsg/own/string=
DependentProgram/own/string=
Description/base/string=
DriverManufacturer/inherited/string=
DriverModel/inherited/string=
DriverOSVersion/inherited/string=
DriverPkgVersion/inherited/string=
Duration/own/uint32=60
EstimatedDownloadSizeMB/own/uint32=0
EstimatedRunTimeMinutes/own/uint32=0
ExtendedData/base/[uint8]
ExtendedDataSize/base/uint32=0
ForcedDisconnectDelay/base/uint32=5
ForcedDisconnectEnabled/base/boolean=FALSE
ForcedDisconnectNumRetries/base/uint32=2
HighImpactTaskSequence/own/uint32=0
Icon/base/[uint8]
IconSize/base/uint32=0
IgnoreAddressSchedule/base/boolean=FALSE
ISVData/base/[uint8]
ISVDataSize/base/uint32=0
IsVersionCompatible/inherited/boolean
ISVString/base/string=
Language/base/string=
LastRefreshTime/base/datetime
LocalizedCategoryInstanceNames/inherited/[string]
LocalizedTaskSequenceDescription/own/string=
LocalizedTaskSequenceName/own/string=
Manufacturer/base/string=
MIFFilename/base/string=
MIFName/base/string=
MIFPublisher/base/string=
MIFVersion/base/string=
Name/base/string=
NumOfPrograms/inherited/uint32
ObjectPath/base/string
PackageID/base/string=
PackageSize/inherited/uint32
PackageType/base/uint32=4
PkgFlags/base/uint32=0
PkgSourceFlag/base/uint32=1
PkgSourcePath/inherited/string=
PreDownloadRule/base/string=
PreferredAddressType/base/string=
Priority/base/uint32=2
ProgramFlags/own/uint32=152084496
References/own/object:SMS_TaskSequence_Reference
ReferencesCount/own/uint32=0
RefreshPkgSourceFlag/base/boolean=FALSE
RefreshSchedule/base/object:SMS_ScheduleToken
Reserved/own/string
RestartRequired/own/uint32=0
SecuredScopeNames/base/[string]=Default
SedoObjectVersion/base/string=
Sequence/own/string=
ShareName/base/string=
ShareType/base/uint32=1
SourceDate/base/datetime
SourceSite/base/string=
SourceSize/own/uint32=0
SourceVersion/base/uint32=1
StoredPkgPath/base/string=
StoredPkgVersion/base/uint32=1
SupportedOperatingSystems/own/object:SMS_OS_Details=
TaskSequenceFlags/own/uint32=0
TsEnabled/own/boolean=TRUE
Type/own/uint32=1
Version/base/string=
`;

function readRow(row: string): PackageProperty {
  const [head = '', fallback = null] = row.split('=');
  const [name = '', origin = '', type = ''] = head.split('/');
  return { name, origin: origin as PropertyOrigin, type, fallback };
}

/** Every property that the field's class of task sequences has, in the order in which it writes them (formats 1.3). */
export const packageProperties: readonly PackageProperty[] = table.trim().split('\n').map(readRow);
