import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { RunEnvironment } from '#shared/model/device';
import { labelOf } from '#shared/steps/describe-step';
import { restartComputer } from '#shared/steps/restart-computer';
import { demandRestart } from '../restart-demand.ts';
import type { ActingStep, StepLook } from './step.ts';

/**
 * Restart Computer. On a device of folders the device changes its environment and the run goes on (ENG-61); this
 * computer is announced to restart once the step is over (ENG-113).
 */
export const restartComputerStep: ActingStep = {
  type: restartComputer.type,
  interrupted: 'repeat',
  refuse(look) {
    if (look.device.local !== undefined) demandRestart(look.device.local, readTarget(look));
  },
  run(context) {
    const restartTo = readTarget(context);
    const spoken = context.property('message');
    if (spoken !== '') context.log('information', message('log:restart-message', { message: spoken }));
    if (context.device.local === undefined) context.log('information', message('log:restart-nobody'));
    return Promise.resolve({ returnCode: 0, restartTo });
  },
};

/** The environment that the step asks for. Throws `STEP_PROPERTY_INVALID`. */
export function readTarget(context: StepLook): RunEnvironment {
  const target = context.property('target');
  if (target.toLowerCase() === 'winpe') return 'WinPE';
  if (target.toLowerCase() === 'hd') return 'FullOS';
  throw new AppError('STEP_PROPERTY_INVALID', {
    property: labelOf(restartComputer, 'target'),
    value: target,
    reason: reason('win-pe-or-hd'),
  });
}
