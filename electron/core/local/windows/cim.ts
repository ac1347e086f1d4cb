import { foreignReason } from '../../ports/system-reason.ts';
import { reason } from '#shared/contract/message';
import type { MessageOrText } from '#shared/contract/message-shape';
import { z } from 'zod';
import type { FactSource } from '#shared/model/local-computer';
import type { PowerShell } from '../ports.ts';
import { answerInUtf8 } from '../powershell.ts';

/** A slow computer answers in five seconds; a broken repository never does. */
const timeoutMs = 20_000;

/**
 * One query for everything that only CIM knows. Output is UTF-8 whatever the code page, dates are not asked for, and
 * each class may be missing by itself.
 */
export const cimScript = `
$ErrorActionPreference = 'Stop'
${answerInUtf8}
function Read-Class($name, $properties, $filter) {
  try {
    if ($filter) { $found = Get-CimInstance -ClassName $name -Property $properties -Filter $filter }
    else { $found = Get-CimInstance -ClassName $name -Property $properties }
    @($found | Select-Object -Property $properties)
  } catch { @() }
}
$answer = [ordered]@{
  system = @(Read-Class 'Win32_ComputerSystem' @('Manufacturer', 'Model', 'TotalPhysicalMemory', 'PCSystemType', 'Domain', 'PartOfDomain'))
  product = @(Read-Class 'Win32_ComputerSystemProduct' @('UUID'))
  bios = @(Read-Class 'Win32_BIOS' @('SerialNumber', 'SMBIOSBIOSVersion'))
  operatingSystem = @(Read-Class 'Win32_OperatingSystem' @('Caption', 'Version', 'OSArchitecture', 'OperatingSystemSKU', 'OSLanguage'))
  battery = @(Read-Class 'Win32_Battery' @('Name', 'BatteryStatus'))
  disk = @(Read-Class 'Win32_DiskDrive' @('Index', 'Model', 'Size', 'InterfaceType'))
  adapter = @(Read-Class 'Win32_NetworkAdapterConfiguration' @('MACAddress') 'IPEnabled = TRUE')
}
$answer | ConvertTo-Json -Depth 4 -Compress
`.trim();

/** ConvertTo-Json of Windows PowerShell writes one element of a list as the element itself, and none as null. */
const list = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item).max(1000), item.transform((one) => [one]), z.null().transform(() => [])]).default([]);
const text = z.string().max(1000).nullish();
/** 64-bit numbers come as numbers, from some versions as text. */
const amount = z.union([z.number(), z.string().regex(/^\d{1,20}$/)]).nullish();

const Answer = z.object({
  system: list(
    z.object({
      Manufacturer: text,
      Model: text,
      TotalPhysicalMemory: amount,
      PCSystemType: amount,
      Domain: text,
      PartOfDomain: z.boolean().nullish(),
    }),
  ),
  product: list(z.object({ UUID: text })),
  bios: list(z.object({ SerialNumber: text, SMBIOSBIOSVersion: text })),
  operatingSystem: list(
    z.object({ Caption: text, Version: text, OSArchitecture: text, OperatingSystemSKU: amount, OSLanguage: amount }),
  ),
  battery: list(z.object({ Name: text, BatteryStatus: amount })),
  disk: list(z.object({ Index: amount, Model: text, Size: amount, InterfaceType: text })),
  adapter: list(z.object({ MACAddress: text })),
});
export type CimAnswer = z.infer<typeof Answer>;

export interface CimReply {
  readonly answer: CimAnswer | null;
  readonly source: FactSource;
}

const told = (state: FactSource['state'], detail: MessageOrText = ''): FactSource => ({
  source: 'cim',
  state,
  detail,
});

/** Asks once, within 20 seconds (PORT-56). Never throws: facts that do not come are told and left away. */
export async function queryCim(powerShell: PowerShell, signal?: AbortSignal): Promise<CimReply> {
  if (powerShell.program === null) return { answer: null, source: told('not-here', reason('no-power-shell')) };
  const result = await powerShell.run(cimScript, { timeoutMs, ...(signal === undefined ? {} : { signal }) });
  switch (result.kind) {
    case 'timed-out':
    case 'cancelled':
      return { answer: null, source: told('timed-out') };
    case 'not-started':
      return { answer: null, source: told('failed', result.reason) };
    default:
  }
  if (result.exitCode !== 0)
    return {
      answer: null,
      source: told(
        'failed',
        result.errors === '' ? reason('exit-code', { code: result.exitCode }) : foreignReason(result.errors),
      ),
    };
  const answer = Answer.safeParse(parseJson(result.output));
  if (!answer.success) return { answer: null, source: told('failed', reason('answer-not-understood')) };
  return { answer: answer.data, source: told('read') };
}

/** What is no JSON is undefined, which no schema takes. */
function parseJson(output: string): unknown {
  try {
    return JSON.parse(output.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
