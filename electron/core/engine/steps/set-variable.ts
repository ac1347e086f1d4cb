import { AppError } from '#shared/contract/errors';
import { labelOf } from '#shared/steps/describe-step';
import { hidesItsValue } from '#shared/steps/secrets';
import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { setTaskSequenceVariable } from '#shared/steps/set-task-sequence-variable';
import { checkAssignable, checkValue } from '../variables.ts';
import type { ActingStep, StepContext } from './step.ts';

/** Set Task Sequence Variable: an empty value removes, a read-only name is refused, "do not display" hides (ENG-60). */
export const setVariableStep: ActingStep = {
  type: setTaskSequenceVariable.type,
  interrupted: 'repeat',
  async run(context) {
    const name = context.property('variableName');
    if (name === '')
      throw new AppError('STEP_PROPERTY_MISSING', { property: labelOf(setTaskSequenceVariable, 'variableName') });
    checkAssignable(name);
    const isHidden = hidesItsValue(context.row.node.variables) || context.flag('doNotShowVariableValue');
    const value = isHidden ? await hiddenValue(context) : context.property('variableValue');
    checkValue(name, value);
    context.set(name, value, { isHidden });
    context.log('information', sayValue(name, value, isHidden));
    return { returnCode: 0 };
  },
};

function sayValue(name: string, value: string, isHidden: boolean): Message {
  if (value === '') return message('log:variable-removed', { name });
  return isHidden ? message('log:variable-set-hidden', { name }) : message('log:variable-set', { name, value });
}

async function hiddenValue(context: StepContext): Promise<string> {
  const value = (await context.secret('hiddenVariableValue')) ?? (await context.secret('variableValue'));
  if (value === null) throw new AppError('STEP_PROPERTY_MISSING', { property: 'Value' });
  return context.expand(value);
}
