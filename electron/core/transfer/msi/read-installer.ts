import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { InstallerFacts } from '#shared/model/installer';
import { installerLimits } from '../limits.ts';
import { kindBytes, nameKind } from '../zip/other-archive.ts';
import { type CompoundFile, openCompoundFile } from './compound-file.ts';
import { damaged, type PlacedFile } from './damaged.ts';
import { readStrings } from './strings.ts';
import { openTable, readProperties, streamNameOf } from './tables.ts';

type Remedy = 'choose' | 'program' | 'unpack';

function refuse({ file }: PlacedFile, why: Message, remedy: Remedy): never {
  throw new AppError('INSTALLER_NONE', { file, reason: why, remedy: message(`reasons:installer-remedy.${remedy}`) });
}

/** What a file that is no compound file is instead. */
function refuseOther(source: PlacedFile, head: Buffer): void {
  if (source.size === 0) refuse(source, reason('installer.empty'), 'choose');
  const kind = nameKind(head);
  if (kind === 'msi') return;
  if (kind === 'program') refuse(source, reason('installer.program'), 'program');
  if (kind === null) refuse(source, reason('installer.unknown-kind'), 'choose');
  refuse(
    source,
    reason('other-kind', { kind }),
    kind === 'zip' || kind === 'cab' || kind === '7z' ? 'unpack' : 'choose',
  );
}

/** Classes of the roots of what else Windows Installer keeps in such files. */
const otherClasses = {
  '000c1086-0000-0000-c000-000000000046': 'patch',
  '000c1082-0000-0000-c000-000000000046': 'transform',
} as const;

function refuseRelated(source: PlacedFile, { classId, streams }: CompoundFile): void {
  for (const [id, kind] of Object.entries(otherClasses)) {
    if (classId === id) refuse(source, reason(`installer.${kind}`), 'choose');
  }
  if (!streams.has(streamNameOf('_StringPool'))) refuse(source, reason('installer.other-compound'), 'choose');
  if (streams.has(streamNameOf('ModuleSignature'))) refuse(source, reason('installer.module'), 'choose');
}

const guid = /^\{[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}\}$/i;

function demandCode(source: PlacedFile, name: string, value: string): string {
  if (!guid.test(value)) damaged(source, reason('installer.code-form', { name, value: value.slice(0, 60) }));
  return value;
}

const names = ['ProductCode', 'UpgradeCode', 'ProductName', 'ProductVersion'] as const;

/**
 * What an installer (.msi) says of its product, from its Property table. Nothing else of the file is read, whatever its
 * size. Errors: `INSTALLER_NONE` for what is another file, `INSTALLER_DAMAGED` for one that cannot be read on, or has no
 * product code. Source of the fields: what the condition "Installed Software" keeps.
 */
export function readInstaller(source: PlacedFile): InstallerFacts {
  refuseOther(source, source.read(0, Math.min(source.size, kindBytes)));
  const container = openCompoundFile(source);
  refuseRelated(source, container);
  const strings = readStrings(
    source,
    openTable(source, container, '_StringPool'),
    openTable(source, container, '_StringData'),
  );
  const found = readProperties(source, container, strings, new Set(names));
  const [code = '', upgrade = '', name = '', version = ''] = names.map((one) => found.get(one)?.trim());
  if (code === '') damaged(source, reason('installer.no-product'));
  const most = installerLimits.valueCharacters;
  return {
    productCode: demandCode(source, 'ProductCode', code),
    upgradeCode: upgrade === '' ? null : demandCode(source, 'UpgradeCode', upgrade),
    productName: name.slice(0, most),
    version: version.slice(0, most),
  };
}
