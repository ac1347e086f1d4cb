import { AppError } from '#shared/contract/errors';
import { isTrueText } from '#shared/model/variable';
import { message, reason } from '#shared/contract/message';
import type { MessageOrText } from '#shared/contract/message-shape';
import { labelOf } from '#shared/steps/describe-step';
import { runCommandLine } from '#shared/steps/run-command-line';
import { carryOutCommand, refuseForeignCommand } from './command.ts';
import { toolkitRoots } from './not-here.ts';
import type { ActingStep, StepContext, StepLook } from './step.ts';

/**
 * Run Command Line: in the shell of this computer, with the device's drives as folders in WAYSTATION_DRIVE_C …, if the
 * device allows it. What an interrupted command did cannot be known (ENG-62 to ENG-67).
 */
export const runCommandLineStep: ActingStep = {
  type: runCommandLine.type,
  interrupted: 'ask',
  limitsItself: true,
  refuse(look) {
    refuseForeignCommand(look, runCommandLine.label);
    refuseToolkitScript(look);
  },
  run(context, signal) {
    const command = readCommand(context);
    if (context.flag('disableWow64Redirection')) {
      context.log('information', message('log:no-redirection'));
    }
    return carryOutCommand(context, signal, { command, shown: shownCommand(context) });
  },
};

/** What lies below a root of the Deployment Toolkit is not here, unless the run says where it is (ENG-186). */
function refuseToolkitScript(look: StepLook): void {
  const roots = look.rawProperty('commandLine').matchAll(toolkitRoots);
  if (![...roots].some(([, name]) => look.variable(name ?? '') === undefined)) return;
  throw new AppError('STEP_NOT_SUPPORTED_HERE', {
    type: runCommandLine.label,
    needs: message('reasons:needs.toolkit-scripts'),
  });
}

function readCommand(context: StepContext): string {
  const command = context.expandCommand(context.rawProperty('commandLine'));
  if (command.trim() === '')
    throw new AppError('STEP_PROPERTY_MISSING', { property: labelOf(runCommandLine, 'commandLine') });
  if (command.includes('\0')) {
    throw new AppError('STEP_PROPERTY_INVALID', {
      property: labelOf(runCommandLine, 'commandLine'),
      value: '',
      reason: reason('holds-nul'),
    });
  }
  return command;
}

function shownCommand(context: StepContext): MessageOrText {
  if (isTrueText(context.variable('OSDDoNotLogCommand') ?? '')) return message('log:not-logged');
  return context.expandCommand(context.rawProperty('commandLine'));
}
