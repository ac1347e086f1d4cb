import type { ConditionNode } from '../model/condition.ts';
import { type DynamicRules, rulesProperty, type RuleTest, variablesOfRules } from '../model/dynamic-rules.ts';
import { readScript } from '../model/script-text.ts';
import type { SequenceNode, StepVariable } from '../model/sequence.ts';
import { findVariable, variableKey } from '../model/variable.ts';
import { namesInText } from '../model/variable-references.ts';
import { describeNode } from './catalog.ts';
import { variablesOfScript } from './script-variables.ts';

interface TypeVariables {
  /** Variables that change what the step does and for which it has no field. */
  readonly reads?: readonly string[];
  /** Variables that the step leaves behind. `{Property}` is the value of that property; `<n>` counts. */
  readonly sets?: readonly string[];
  /** Names that start with the value of a property and count: what such a list holds is read. */
  readonly readsListOf?: { readonly property: string; readonly firstNumber: string };
}

/** What each type reads and sets beside its own fields, as the documents of the field list it (catalogue, variables). */
const ofTypes: Readonly<Record<string, TypeVariables>> = {
  'apply-driver-package': { reads: ['OSDInstallDriversAdditionalOptions'] },
  'apply-operating-system-image': { reads: ['_SMSTSUserStatePath'], sets: ['OSDTargetSystemDrive'] },
  'auto-apply-drivers': {
    reads: [
      'SMSTSDriverRequestResolveTimeOut',
      'SMSTSDriverRequestConnectTimeOut',
      'SMSTSDriverRequestSendTimeOut',
      'SMSTSDriverRequestReceiveTimeOut',
    ],
  },
  'capture-network-settings': {
    sets: ['OSDAdapterCount', 'OSDAdapter<n>…', 'OSDDomainName', 'OSDWorkgroupName', 'OSDNetworkJoinType'],
  },
  'capture-operating-system-image': { reads: ['OSDTargetSystemRoot'] },
  'capture-user-state': { reads: ['OSDStateStorePath', 'OSDMigrateAdditionalCaptureOptions'] },
  'capture-windows-settings': {
    sets: ['OSDComputerName', 'OSDRegisteredOrgName', 'OSDRegisteredUserName', 'OSDTimeZone'],
  },
  'check-readiness': {
    sets: [
      '_TS_CRMEMORY',
      '_TS_CRSPEED',
      '_TS_CRDISK',
      '_TS_CROSTYPE',
      '_TS_CRARCH',
      '_TS_CRMINOSVER',
      '_TS_CRMAXOSVER',
      '_TS_CRCLIENTMINVER',
      '_TS_CROSLANGUAGE',
      '_TS_CRACPOWER',
      '_TS_CRNETWORK',
      '_TS_CRWIRED',
      '_TS_CRUEFI',
      '_TS_CRTPMENABLED',
      '_TS_CRTPMACTIVATED',
    ],
  },
  'disable-bitlocker': { reads: ['OSDBitLockerRebootCountOverride'] },
  'download-package-content': { sets: ['{DestinationVariable}<01>'] },
  'enable-bitlocker': {
    reads: [
      'OSDBitLockerRecoveryPassword',
      'OSDBitLockerStartupKey',
      'OSDRecoveryKeyPollingFrequency',
      'OSDRecoveryKeyPollingTimeout',
    ],
  },
  'format-and-partition-disk': { reads: ['TSUEFIDrive'] },
  'install-application': {
    reads: [
      'TSErrorOnWarning',
      'SMSTSMPListRequestTimeoutEnabled',
      'SMSTSMPListRequestTimeout',
      'OSDAppInstallRetries',
      'OSDAppInstallRetryTimeout',
    ],
    sets: ['_TSAppInstallStatus', '_SMSTSAppInstallNeedsRetry'],
    readsListOf: { property: 'BaseVariableName', firstNumber: '01' },
  },
  'install-package': {
    reads: ['OSDDoNotLogCommand'],
    readsListOf: { property: 'BaseVariableName', firstNumber: '001' },
  },
  'install-software-updates': {
    reads: [
      'SMSTSSoftwareUpdateScanTimeout',
      'SMSTSWaitForSecondReboot',
      'SMSTSMPListRequestTimeoutEnabled',
      'SMSTSMPListRequestTimeout',
    ],
  },
  'prepare-configmgr-client-for-capture': { reads: ['SMSTSUninstallCCMClient'] },
  'prepare-windows-for-capture': { sets: ['OSDTargetSystemRoot'] },
  'release-state-store': { reads: ['OSDStateStorePath'] },
  'request-state-store': { sets: ['OSDStateStorePath'] },
  'restore-user-state': { reads: ['OSDStateStorePath', 'OSDMigrateAdditionalRestoreOptions'] },
  'run-command-line': { reads: ['OSDDoNotLogCommand', 'SMSTSRunCommandLineAsUser'], sets: ['{OutputVariableName}'] },
  'run-powershell-script': {
    reads: ['OSDLogPowerShellParameters', 'SMSTSRunPowerShellAsUser'],
    sets: ['{OutputVariableName}'],
  },
  'set-dynamic-variables': {
    sets: [
      '_SMSTSMake',
      '_SMSTSModel',
      '_SMSTSMacAddresses',
      '_SMSTSIPAddresses',
      '_SMSTSSerialNumber',
      '_SMSTSAssetTag',
      '_SMSTSUUID',
      '_SMSTSDefaultGateways',
    ],
  },
  'set-task-sequence-variable': { sets: ['{VariableName}'] },
  'setup-windows-and-configmgr': { reads: ['SMSTSWaitCcmexecOperationalTimeout'] },
  'upgrade-operating-system': {
    reads: ['OSDSetupAdditionalUpgradeOptions', 'SetupCompletePause'],
    sets: ['_SMSTSOSUpgradeActionReturnCode', '_SMSTSSetupRollback'],
  },
};

/** Why a step reads a variable: a text, script or rule of it names it, a condition asks for it, or its type looks for it. */
export type VariableReason = 'field' | 'script' | 'rule' | 'condition' | 'type';

/**
 * Why a step may read or set others too: its script makes names when it runs, its script is not at hand, a command does
 * what it likes, or its rules cannot be read.
 */
export type UnsureVariables = 'names' | 'script' | 'command' | 'rules';

/** A variable that a step reads, with every reason for it. */
export interface ReadVariable {
  readonly name: string;
  readonly reasons: readonly VariableReason[];
}

/** What a step reads and sets. */
export interface VariablesOfStep {
  readonly reads: readonly ReadVariable[];
  /** Variables that give way to one of the same name that was set before: those of the step's own fields. */
  readonly givesWayTo: readonly string[];
  readonly sets: readonly string[];
  readonly readsUnsure: UnsureVariables | null;
  readonly setsUnsure: UnsureVariables | null;
}

interface OfOthers {
  readonly reads: readonly string[];
  readonly sets: readonly string[];
  readonly readsUnsure: UnsureVariables | null;
  readonly setsUnsure: UnsureVariables | null;
}

const nothing: OfOthers = { reads: [], sets: [], readsUnsure: null, setsUnsure: null };
const unsure = (why: UnsureVariables): OfOthers => ({ ...nothing, readsUnsure: why, setsUnsure: why });

/** What the program of a step does with variables: its own script, one of a package, or a command. */
function ofProgram(id: string | undefined, variables: readonly StepVariable[]): OfOthers {
  if (id === 'run-command-line') return unsure('command');
  if (id !== 'run-powershell-script') return nothing;
  const value = findVariable(variables, 'SourceScript')?.value ?? '';
  const hasFile = (findVariable(variables, 'ScriptName')?.value ?? '').trim() !== '';
  if (value.trim() === '') return hasFile ? unsure('script') : nothing;
  const script = readScript(value);
  if (script.state === 'unreadable') return unsure('script');
  const { reads, sets, readsOthers, setsOthers } = variablesOfScript(script.text);
  return { reads, sets, readsUnsure: readsOthers ? 'names' : null, setsUnsure: setsOthers ? 'names' : null };
}

function namesInTest(test: RuleTest): string[] {
  const { kind, ...fields } = test;
  if (kind === 'other') return namesInText(test.text);
  const asked = test.kind === 'variable' ? [test.variable.trim()].filter((name) => name !== '') : [];
  return [...asked, ...Object.values<string>(fields).flatMap(namesInText)];
}

/** What dynamic variable rules ask for and set. */
function ofRules(rules: DynamicRules | undefined): OfOthers {
  if (rules === undefined) return nothing;
  if (rules.state === 'unreadable') return unsure('rules');
  const reads = rules.rules.flatMap(({ test, variables }) => [
    ...namesInTest(test),
    ...variables.flatMap(({ value }) => namesInText(value)),
  ]);
  return { ...nothing, reads, sets: variablesOfRules(rules) };
}

function namesInCondition(nodes: readonly ConditionNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'operator') return namesInCondition(node.children);
    if (node.kind === 'osConditionGroup') {
      return node.platforms.flatMap(({ expressions }) => namesInCondition(expressions));
    }
    if (node.kind === 'unknown') return [];
    const asked = node.variables.filter(({ name }) => name.toLowerCase() === 'variable').map(({ value }) => value);
    return [...asked.filter((name) => name !== ''), ...node.variables.flatMap(({ value }) => namesInText(value))];
  });
}

/** Each name once, as it was written first: letter case makes no other variable. */
function distinctNames(names: Iterable<string>): string[] {
  const found = new Map<string, string>();
  for (const name of names) if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  return [...found.values()];
}

/** `{Property}` filled in; null when that has no value, and so no name comes of it. */
function fillName(pattern: string, variables: readonly StepVariable[]): string | null {
  const valueOf = (property: string): string => findVariable(variables, property)?.value.trim() ?? '';
  const properties = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  if (properties.some((property) => valueOf(property) === '')) return null;
  const name = pattern.replace(/\{(\w+)\}/g, (_whole, property: string) => valueOf(property));
  return name.replace(/<(\w+)>/g, (_whole, number: string) => (number === 'n' ? '<n>' : number));
}

/** Rules that are read say themselves what their text names. */
const isOfRules = (one: StepVariable, { dynamicRules }: { readonly dynamicRules?: DynamicRules | undefined }) =>
  dynamicRules?.state === 'read' && variableKey(one) === rulesProperty;

/** The letters that Windows PE gives to the partitions go into variables that their rows name. */
function volumeVariables(variables: readonly StepVariable[]): string[] {
  return variables
    .filter((one) => /^Partitions\d+VolumeLetterVariable$/i.test(variableKey(one)))
    .map(({ value }) => value.trim())
    .filter((name) => name !== '');
}

/**
 * The variables that a step reads and sets, by its texts, its condition and its type; each name once. Values that are
 * hidden or sealed are blank here and name nothing. What a script or a command does is told as far as it can be known.
 */
export function listVariablesOfStep(
  node: Pick<SequenceNode, 'kind' | 'type' | 'variables' | 'condition' | 'action'> & {
    readonly dynamicRules?: DynamicRules | undefined;
  },
): VariablesOfStep {
  const description = describeNode(node);
  const program = ofProgram(description?.id, node.variables);
  const rules = ofRules(node.dynamicRules);
  const known = ofTypes[description?.id ?? ''] ?? {};
  const own = new Set(node.variables.filter(({ hidden }) => !hidden).map(({ name }) => name.toLowerCase()));
  const listed = known.readsListOf;
  const list = listed === undefined ? null : fillName(`{${listed.property}}${listed.firstNumber}`, node.variables);
  const sources: readonly (readonly [VariableReason, readonly string[]])[] = [
    ['rule', rules.reads],
    ['field', node.variables.filter((one) => !isOfRules(one, node)).flatMap(({ value }) => namesInText(value))],
    // What the command names and the list of the step gives is a field of its own.
    ['field', namesInText(node.action).filter((name) => !own.has(name.toLowerCase()))],
    ['script', program.reads],
    ['condition', namesInCondition(node.condition?.children ?? [])],
    ['type', [...(list === null ? [] : [list]), ...(known.reads ?? [])]],
  ];
  const reads = distinctNames(sources.flatMap(([, names]) => names)).map((name) => {
    const isNamed = (names: readonly string[]) => names.some((one) => one.toLowerCase() === name.toLowerCase());
    const reasons = sources.filter(([, names]) => isNamed(names)).map(([reason]) => reason);
    return { name, reasons: [...new Set(reasons)] };
  });
  const named = (known.sets ?? []).flatMap((pattern) => fillName(pattern, node.variables) ?? []);
  const environment = description?.properties.flatMap((one) => one.environment ?? []) ?? [];
  return {
    reads,
    givesWayTo: distinctNames(environment.filter((name) => !name.includes('<'))),
    sets: distinctNames([...named, ...volumeVariables(node.variables), ...program.sets, ...rules.sets]),
    readsUnsure: program.readsUnsure ?? rules.readsUnsure,
    setsUnsure: program.setsUnsure ?? rules.setsUnsure,
  };
}
