import { AppError } from '#shared/contract/errors';
import { isTrueText } from '#shared/model/variable';
import { message, reason } from '#shared/contract/message';
import { labelOf } from '#shared/steps/describe-step';
import { runPowershellScript } from '#shared/steps/run-powershell-script';
import { carryOutCommand, refuseForeignCommand } from './command.ts';
import { scriptCommand } from './powershell-command.ts';
import type { ActingStep, StepContext, StepLook } from './step.ts';

/** Policies of a process that PowerShell knows, by their names in lower case. */
const policies: Readonly<Record<string, string>> = {
  allsigned: 'AllSigned',
  undefined: 'Undefined',
  bypass: 'Bypass',
  restricted: 'Restricted',
  remotesigned: 'RemoteSigned',
  unrestricted: 'Unrestricted',
};

/**
 * Run PowerShell Script: a script of the step, or a file on a drive of the device, in the PowerShell of this computer,
 * if there is one and the device allows commands. The rest is as for Run Command Line (ENG-110 to ENG-112).
 */
export const runPowershellScriptStep: ActingStep = {
  type: runPowershellScript.type,
  interrupted: 'ask',
  limitsItself: true,
  refuse(look) {
    refuseForeignCommand(look, runPowershellScript.label);
    demandPowerShell(look);
    if (look.rawProperty('sourceScript') === '') demandReachable(look.property('scriptName').trim());
  },
  async run(context, signal) {
    const program = demandPowerShell(context);
    const policy = readPolicy(context);
    const file = await findScript(context);
    const call = { program, policy, file, parameters: context.property('parameters') };
    const { command, shown } = scriptCommand(context.processes.shell, call);
    const isHidden = isTrueText(context.variable('OSDDoNotLogCommand') ?? '');
    return carryOutCommand(context, signal, {
      command,
      shown: isHidden ? message('log:not-logged') : shown,
    });
  },
};

function demandPowerShell({ scripts }: StepLook): string {
  if (scripts.powerShell !== null) return scripts.powerShell;
  throw new AppError('STEP_NOT_SUPPORTED_HERE', {
    type: runPowershellScript.label,
    needs: message('reasons:needs.power-shell'),
  });
}

/** A script that is no file of a drive lies in a package. That there is no name at all is said when the step runs. */
function demandReachable(name: string): void {
  if (name === '' || /^[a-z]:[\\/]/i.test(name)) return;
  throw new AppError('STEP_NOT_SUPPORTED_HERE', {
    type: runPowershellScript.label,
    needs: message('reasons:needs.script', { name }),
  });
}

/** Empty counts as what a new step has. Throws `STEP_PROPERTY_INVALID`. */
function readPolicy(context: StepContext): string {
  const given = context.property('executionPolicy').trim();
  const policy = policies[given === '' ? 'allsigned' : given.toLowerCase()];
  if (policy !== undefined) return policy;
  throw new AppError('STEP_PROPERTY_INVALID', {
    property: labelOf(runPowershellScript, 'executionPolicy'),
    value: given,
    reason: reason('one-of', { choices: Object.values(policies).join(', ') }),
  });
}

/** The file that PowerShell is to run. A script of the step becomes a file that is gone when the step ends. */
async function findScript(context: StepContext): Promise<string> {
  const source = context.rawProperty('sourceScript');
  if (source !== '') {
    const kept = await context.scripts.keep(decodeScript(source));
    context.onEnd(() => kept.remove());
    return kept.path;
  }
  const name = context.property('scriptName').trim();
  if (name === '')
    throw new AppError('STEP_PROPERTY_MISSING', { property: labelOf(runPowershellScript, 'scriptName') });
  const found = context.paths.resolve(name);
  if (!found.exists) throw new AppError('COMMAND_NOT_FOUND', { reason: reason('file-not-there', { file: name }) });
  return found.hostPath;
}

/** Base64 of UTF-16 (little end first) with its mark, as the field keeps it. Throws `STEP_PROPERTY_INVALID`. */
export function decodeScript(source: string): string {
  const packed = source.replaceAll(/\s+/g, '');
  const bytes = Buffer.from(packed, 'base64');
  const isWhole = /^[A-Za-z0-9+/]*={0,2}$/.test(packed) && bytes.length % 2 === 0;
  if (!isWhole || bytes[0] !== 0xff || bytes[1] !== 0xfe) {
    throw new AppError('STEP_PROPERTY_INVALID', {
      property: labelOf(runPowershellScript, 'sourceScript'),
      value: packed.slice(0, 40),
      reason: reason('not-base64'),
    });
  }
  return bytes.toString('utf16le', 2);
}
