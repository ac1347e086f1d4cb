import { AppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { RunEnvironment } from '#shared/model/device';
import { restartComputer } from '#shared/steps/restart-computer';
import type { LocalPart } from './ports.ts';

/** Throws `STEP_NOT_SUPPORTED_HERE` when this computer cannot restart into the environment (ENG-114). */
export function demandRestart({ restart }: LocalPart, environment: RunEnvironment): void {
  const needs = (what: Message): AppError =>
    new AppError('STEP_NOT_SUPPORTED_HERE', { type: restartComputer.label, needs: what });
  if (environment === 'WinPE') throw needs(message('reasons:needs.boot-image'));
  if (!restart.canRestart) throw needs(message('reasons:needs.windows-to-restart'));
}
