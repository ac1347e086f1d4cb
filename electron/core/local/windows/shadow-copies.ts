import { AppError } from '#shared/contract/errors';
import type { Elevation, PowerShell, PowerShellResult, ShadowCopies } from '../ports.ts';
import { answerInUtf8 } from '../powershell.ts';

/** Writers of Windows have up to a minute to get ready (VSS); a disk under load needs more. */
const createMs = 180_000;
const removeMs = 60_000;

/** Words of `Win32_ShadowCopy.Create` for its return values. */
const reasons: Readonly<Record<string, string>> = {
  1: 'access is denied',
  2: 'an argument is not valid',
  3: 'the volume was not found',
  4: 'the volume is not supported',
  5: 'the context of the copy is not supported',
  6: 'there is too little storage',
  7: 'the volume is in use',
  8: 'there are as many copies as there may be',
  9: 'another copy is being made',
  10: 'a provider vetoed it',
  11: 'the provider is not registered',
  12: 'the provider failed',
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
      if (!elevation.isElevated()) throw new AppError('ELEVATION_NEEDED', { what: 'A shadow copy of a drive' });
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
  if (!/^[A-Z]:$/.test(drive)) throw failed(drive, 'it is no drive letter');
  const result = await powerShell.run(createScript(drive), {
    timeoutMs: createMs,
    ...(signal === undefined ? {} : { signal }),
  });
  const output = outputOf(drive, result).trim();
  const [id = '', device = ''] = output.split('|');
  if (id === 'failed') throw failed(drive, reasons[device] ?? `Windows answered ${device}`);
  if (!/^\{[0-9A-F-]{36}\}$/i.test(id) || !/^\\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy\d+$/i.test(device)) {
    throw failed(drive, 'the answer of Windows was not understood');
  }
  return { drive, id, folder: `${device}\\` };
}

async function remove(powerShell: PowerShell, id: string): Promise<void> {
  await powerShell.run(removeScript(id), { timeoutMs: removeMs });
}

function outputOf(drive: string, result: PowerShellResult): string {
  if (result.kind === 'cancelled') throw new AppError('CANCELLED');
  if (result.kind === 'timed-out') throw failed(drive, `it took longer than ${String(createMs / 1000)} seconds`);
  if (result.kind === 'not-started') throw failed(drive, result.reason);
  if (result.exitCode !== 0) throw failed(drive, result.errors.replaceAll(/\s+/g, ' ').trim().slice(0, 500));
  return result.output;
}

function failed(drive: string, reason: string): AppError {
  return new AppError('SHADOW_COPY_FAILED', { drive, reason });
}
