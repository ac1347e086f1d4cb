import { AppError } from '#shared/contract/errors';
import type { RunEnvironment } from '#shared/model/device';
import { restartComputer } from '#shared/steps/restart-computer';
import { demandRestart } from '../restart.ts';
import type { ActingStep, StepContext } from './step.ts';

/**
 * Restart Computer. On a device of folders the device changes its environment and the run goes on (ENG-61); this
 * computer is announced to restart once the step is over (ENG-113).
 */
export const restartComputerStep: ActingStep = {
  type: restartComputer.type,
  interrupted: 'repeat',
  describe: (context) => `Restart into ${readTarget(context)}`,
  run(context) {
    const restartTo = readTarget(context);
    const message = context.property('message');
    if (message !== '') context.log('information', `Message of the restart: ${message}`);
    if (context.device.local === undefined) {
      context.log('information', 'Nobody works on a device of folders: the time-out of the message is not waited for');
    } else {
      demandRestart(context.device.local, restartTo);
    }
    return Promise.resolve({ returnCode: 0, restartTo });
  },
};

function readTarget(context: StepContext): RunEnvironment {
  const target = context.property('target');
  if (target.toLowerCase() === 'winpe') return 'WinPE';
  if (target.toLowerCase() === 'hd') return 'FullOS';
  throw new AppError('STEP_PROPERTY_INVALID', {
    property: 'Specify what to run after restart',
    value: target,
    reason: 'WinPE or HD is possible',
  });
}
