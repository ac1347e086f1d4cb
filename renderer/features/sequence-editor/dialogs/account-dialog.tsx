import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { valueProblemWords } from '../properties/field-words.ts';
import { checkValue } from '../properties/value-checks.ts';
import { useWords } from '../use-words.ts';
import { findSecretProblem } from './secret-dialog.tsx';

/** An account and its password, entered twice because nobody sees it. */
export function AccountDialog({ request, close }: DialogProps<'editor.account'>) {
  const words = useWords();
  const { accountLabel, accountRule, label, stepName, isSet } = request;
  const [userName, setUserName] = useState(request.userName);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [isAsked, setAsked] = useState(false);
  const wrongName = checkValue(accountRule, userName, true);
  const nameProblem = wrongName === null ? null : valueProblemWords(words, accountRule, wrongName);
  const problem = findSecretProblem(words, request, password);
  const differs = problem === null && password !== again ? words('secretDialog.differs') : null;
  const shown = (text: string | null) => ({
    validationMessage: isAsked ? text : null,
    validationState: isAsked && text !== null ? ('error' as const) : ('none' as const),
  });
  const secret = { size: 'small', type: 'password', autoComplete: 'new-password', spellCheck: false } as const;
  return (
    <FormDialog
      title={words(stepName === '' ? 'secretDialog.titleUnnamed' : 'secretDialog.title', {
        label: accountLabel,
        step: stepName,
      })}
      action={words(isSet ? 'secretDialog.replace' : 'secretDialog.set')}
      onClose={() => close()}
      onSubmit={() => {
        setAsked(true);
        if (nameProblem === null && problem === null && differs === null) close({ userName, password });
      }}
    >
      {isSet ? <p>{words('secretDialog.replaced')}</p> : null}
      <Field label={accountLabel} required hint={words('accountDialog.hint')} {...shown(nameProblem)}>
        <Input
          size="small"
          value={userName}
          autoComplete="off"
          spellCheck={false}
          onChange={(_event, data) => setUserName(data.value)}
        />
      </Field>
      <Field label={label} required hint={words('secretDialog.hint')} {...shown(problem)}>
        <Input {...secret} value={password} onChange={(_event, data) => setPassword(data.value)} />
      </Field>
      <Field label={words('secretDialog.again')} required {...shown(differs)}>
        <Input {...secret} value={again} onChange={(_event, data) => setAgain(data.value)} />
      </Field>
    </FormDialog>
  );
}
