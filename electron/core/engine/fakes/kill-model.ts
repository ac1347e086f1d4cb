import type { SequenceModel } from '#shared/model/sequence';
import { command, group, makeModel, setVariable, step } from './model.ts';
import { traceCommand } from '../../ports/fakes/on-windows.ts';

/** Two commands that leave a trace each, a hidden variable, a capture between them. */
export function killModel(): SequenceModel {
  const hidden = { variableName: 'PW', doNotShowVariableValue: 'true', hiddenVariableValue: 'k1ll-secret' };
  return makeModel([
    step('set-task-sequence-variable', hidden),
    command(traceCommand('before')),
    group('User state', [
      step('request-state-store', { requestType: 'capture' }),
      step('capture-user-state'),
      step('release-state-store'),
    ]),
    setVariable('DONE', 'yes'),
    command(traceCommand('after %PW%')),
  ]);
}
