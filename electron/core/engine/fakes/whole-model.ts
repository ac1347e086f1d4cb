import type { SequenceModel } from '#shared/model/sequence';
import { command, failing, group, makeModel, setVariable, step, when } from './model.ts';

/** One sequence with every acting type, failures that climb, retries, restarts and a hidden variable. */
export function wholeModel(): SequenceModel {
  const hidden = { variableName: 'Key', doNotShowVariableValue: 'true', hiddenVariableValue: 'wh0le-secret' };
  return makeModel(
    [
      group('Prepare', [
        setVariable('Phase', 'prepare'),
        step('set-task-sequence-variable', hidden),
        setVariable('Derived', 'x%Key%'),
        group('Fails', [failing({ retryCount: 1 }), setVariable('Never', '1')], { continueOnError: true }),
      ]),
      group('Skipped', [setVariable('Never', '1')], { condition: when('Phase', 'notEquals', 'prepare') }),
      command('tool %Phase%', { retryCount: 1, successCodes: '0 3010' }),
      group('User state', [
        step('request-state-store', { requestType: 'capture', smpRetryCount: '1', smpRetryTime: '5' }),
        step('capture-user-state'),
        step('release-state-store'),
      ]),
      step('restart-computer', { target: 'WinPE' }),
      setVariable('InPe', '%_SMSTSInWinPE%', { runIn: 'WinPE' }),
      step('restart-computer', { target: 'HD' }),
      step('request-state-store', { requestType: 'restore' }),
      step('restore-user-state', {}, { runIn: 'FullOS' }),
      step('release-state-store'),
      setVariable('Phase', '', { condition: when('Key', 'equals', 'WH0LE-secret') }),
    ],
    [{ name: 'OSDStateSMPRetryCount', property: 'SMPRetryCount', hidden: false, value: '2' }],
  );
}
