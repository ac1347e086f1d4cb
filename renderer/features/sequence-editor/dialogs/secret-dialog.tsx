import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { StepProperty } from '#shared/steps/step-description';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { checkValue } from '../properties/value-checks.ts';
import { type EditorText, useWords } from '../use-words.ts';

const noLimits = { constraint: { maxLength: 4000 } };

/** What is wrong with a password or key, in words; null when nothing is. */
export function findSecretProblem(words: EditorText, request: { readonly rule: StepProperty | null }, value: string) {
  if (value === '') return words('secretDialog.missing');
  const rule = request.rule ?? noLimits;
  const found = checkValue({ default: null, ...rule, kind: 'string' }, value, true);
  if (found === null || found.key === 'required') return null;
  if (found.key === 'tooLong' || found.key === 'longerThanEditor') {
    return words('secretDialog.tooLong', { length: found.length, limit: found.limit });
  }
  return words(
    found.key === 'productKey' || found.key === 'pin' ? `secretDialog.${found.key}` : 'secretDialog.pattern',
  );
}

/** A password, entered twice because nobody sees it; a key, which is not masked while it is entered. */
export function SecretDialog({ request, close }: DialogProps<'editor.secret'>) {
  const words = useWords();
  const { label, stepName, isSet, rule } = request;
  const [value, setValue] = useState('');
  const [again, setAgain] = useState('');
  const [isAsked, setAsked] = useState(false);
  const isMasked = rule === null || rule.kind === 'password';
  const problem = findSecretProblem(words, request, value);
  const differs = isMasked && value !== again ? words('secretDialog.differs') : null;
  const shown = (text: string | null) => ({
    validationMessage: isAsked ? text : null,
    validationState: isAsked && text !== null ? ('error' as const) : ('none' as const),
  });
  const common = {
    size: 'small' as const,
    type: isMasked ? ('password' as const) : ('text' as const),
    autoComplete: 'new-password',
    spellCheck: false,
  };
  return (
    <FormDialog
      title={
        stepName === ''
          ? words('secretDialog.titleUnnamed', { label })
          : words('secretDialog.title', { label, step: stepName })
      }
      action={words(isSet ? 'secretDialog.replace' : 'secretDialog.set')}
      onClose={() => close()}
      onSubmit={() => {
        setAsked(true);
        if (problem === null && differs === null) close({ value });
      }}
    >
      {isSet ? <p>{words('secretDialog.replaced')}</p> : null}
      <Field label={label} required hint={words('secretDialog.hint')} {...shown(problem)}>
        <Input {...common} value={value} onChange={(_event, data) => setValue(data.value)} autoFocus />
      </Field>
      {isMasked ? (
        <Field label={words('secretDialog.again')} required {...shown(problem === null ? differs : null)}>
          <Input {...common} value={again} onChange={(_event, data) => setAgain(data.value)} />
        </Field>
      ) : null}
    </FormDialog>
  );
}
