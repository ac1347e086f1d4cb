import { foreignReason } from '../../ports/system-reason.ts';
import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { Elevation, PowerShell, PowerShellResult, ShadowCopies } from '../ports.ts';
import { answerInUtf8 } from '../powershell.ts';

/** Writers of Windows have up to a minute to get ready (VSS); a disk under load needs more. */
const createMs = 180_000;
const removeMs = 60_000;

/** Reasons of `Win32_ShadowCopy.Create` for its return values. */
const reasons: Readonly<Record<string, Message>> = {
  1: message('reasons:shadow-copy.access'),
  2: message('reasons:shadow-copy.argument'),
  3: message('reasons:shadow-copy.volume-not-found'),
  4: message('reasons:shadow-copy.volume-not-supported'),
  5: message('reasons:shadow-copy.context'),
  6: message('reasons:shadow-copy.storage'),
  7: message('reasons:shadow-copy.volume-in-use'),
  8: message('reasons:shadow-copy.limit'),
  9: message('reasons:shadow-copy.in-progress'),
  10: message('reasons:shadow-copy.veto'),
  11: message('reasons:shadow-copy.not-registered'),
  12: message('reasons:shadow-copy.provider-failed'),
};

/** Prints `id|device object` of a new copy of a drive, or exits with the answer of Windows. */
export function createScript(drive: string): string {
  return [
    "$ErrorActionPreference = 'Stop'",
    answerInUtf8,
    `$made = Invoke-CimMethod -ClassName Win32_ShadowCopy -MethodName Create -Arguments @{ Volume = '${drive}\\'; Context = 'ClientAccessible' }`,
    "if ($made.ReturnValue -ne 0) { Write-Output ('failed|' + $made.ReturnValue); exit 0 }",
    '$copy = Get-CimInstance -ClassName Win32_ShadowCopy | Where-Object { $_.ID -eq $made.ShadowID }',
    "Write-Output ($copy.ID + '|' + $copy.DeviceObject)",
  ].join('\n');
}

/** The script that removes a shadow copy. The id goes into it as it is: only one that Windows gave may be passed. */
export function removeScript(id: string): string {
  return [
    "$ErrorActionPreference = 'Stop'",
    `Get-CimInstance -ClassName Win32_ShadowCopy | Where-Object { $_.ID -eq '${id}' } | Remove-CimInstance`,
  ].join('\n');
}

interface Copy {
  readonly drive: string;
  readonly id: string;
  readonly folder: string;
}

/** Shadow copies by CIM, which needs elevation; they are removed however the work ends (PORT-58). */
export function createShadowCopies(powerShell: PowerShell, elevation: Elevation): ShadowCopies {
  return {
    async use(drives, work, signal) {
      if (!elevation.isElevated()) throw new AppError('ELEVATION_NEEDED', { what: reason('make-shadow-copy') });
      const copies: Copy[] = [];
      try {
        for (const drive of drives) copies.push(await make(powerShell, drive, signal));
        return await work(Object.fromEntries(copies.map(({ drive, folder }) => [drive, folder])));
      } finally {
        // Not cut short by a cancelled capture: a copy that stays takes space until somebody notices.
        for (const { id } of copies) await remove(powerShell, id);
      }
    },
  };
}

async function make(powerShell: PowerShell, drive: string, signal?: AbortSignal): Promise<Copy> {
  if (!/^[A-Z]:$/.test(drive)) throw failed(drive, message('reasons:shadow-copy.no-drive-letter'));
  const result = await powerShell.run(createScript(drive), {
    timeoutMs: createMs,
    ...(signal === undefined ? {} : { signal }),
  });
  const output = outputOf(drive, result).trim();
  const [id = '', device = ''] = output.split('|');
  if (id === 'failed')
    throw failed(drive, reasons[device] ?? reason('windows-answered', { code: device.slice(0, 100) }));
  if (!/^\{[0-9A-F-]{36}\}$/i.test(id) || !/^\\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy\d+$/i.test(device)) {
    throw failed(drive, reason('answer-not-understood'));
  }
  return { drive, id, folder: `${device}\\` };
}

async function remove(powerShell: PowerShell, id: string): Promise<void> {
  await powerShell.run(removeScript(id), { timeoutMs: removeMs });
}

function outputOf(drive: string, result: PowerShellResult): string {
  if (result.kind === 'cancelled') throw new AppError('CANCELLED');
  if (result.kind === 'timed-out') throw failed(drive, reason('took-longer', { seconds: createMs / 1000 }));
  if (result.kind === 'not-started') throw failed(drive, result.reason);
  if (result.exitCode !== 0) throw failed(drive, foreignReason(result.errors));
  return result.output;
}

function failed(drive: string, why: Message): AppError {
  return new AppError('SHADOW_COPY_FAILED', { drive, reason: why });
}
