import type { RunEnvironment } from '#shared/model/device';
import type { Plan } from './plan.ts';
import { checkAssignable, checkValue, expandVariables, type PendingChange } from './variables.ts';

export interface GivenValues {
  readonly plan: Plan;
  readonly deviceVariables: readonly { readonly name: string; readonly value: string; readonly isSecret: boolean }[];
  readonly given: readonly { readonly name: string; readonly value: string }[];
}

/**
 * The variables that a run is made with, weakest first: values for all steps of the sequence, the device, those given
 * at the start (ENG-20). A name that is secret on the device stays hidden when it is given anew.
 * Throws `VARIABLE_READ_ONLY`, `VARIABLE_NAME_INVALID`, `STEP_PROPERTY_INVALID` for a given one.
 */
export function makeGivenVariables(values: GivenValues): PendingChange[] {
  const changes = new Map<string, PendingChange>();
  const set = (name: string, value: string, isHidden: boolean, setBy: PendingChange['setBy']): void => {
    const key = name.toLowerCase();
    const wasHidden = changes.get(key)?.isHidden ?? false;
    changes.set(key, { name, value, isHidden: isHidden || wasHidden, setBy });
  };
  for (const { name, value } of values.plan.globalVariables) {
    set(
      name,
      expandVariables(value, (other) => changes.get(other.toLowerCase())?.value),
      false,
      'site',
    );
  }
  for (const { name, value, isSecret } of values.deviceVariables) set(name, value, isSecret, 'device');
  for (const { name, value } of values.given) {
    checkAssignable(name);
    checkValue(name, value);
    set(name, value, false, 'start');
  }
  return [...changes.values()].filter((change) => change.value !== '');
}

export interface EngineValues {
  readonly plan: Plan;
  readonly packageId: string;
  readonly sequenceName: string;
  readonly deviceName: string;
  readonly environment: RunEnvironment;
  readonly logFolder: string;
  readonly organisation: string;
  readonly siteCode: string;
}

/**
 * What the engine says when somebody begins to carry the run out (ENG-27): only what is true here; there is no client,
 * no management point, no working folder on the device.
 */
export function makeEngineVariables(values: EngineValues): PendingChange[] {
  const named: [string, string][] = [
    ['_SMSTSInWinPE', values.environment === 'WinPE' ? 'true' : 'false'],
    ['_SMSTSMachineName', values.deviceName],
    ['_SMSTSPackageName', values.sequenceName],
    ['_SMSTSPackageID', values.packageId],
    ['_SMSTSLogPath', values.logFolder],
    ['_SMSTSOrgName', values.organisation],
    ['_SMSTSSiteCode', values.siteCode],
    ['_SMSTSLaunchMode', 'SMS'],
    ['_SMSTSUserStarted', 'true'],
    ['_SMSTSInstructionTableSize', String(values.plan.rows.length)],
  ];
  const changes = named.map(([name, value]) => ({ name, value, isHidden: false, setBy: 'engine' as const }));
  return changes.filter((change) => change.value !== '');
}
