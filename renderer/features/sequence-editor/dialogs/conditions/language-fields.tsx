import { Field, Option } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { languageName, windowsLanguages } from '#shared/model/conditions/languages';
import { ChoiceField } from '../../../../components/choice-field.tsx';
import { type EditorText, useWords } from '../../use-words.ts';
import type { ConditionBodyProps, TestOf } from './condition-body.ts';

/** The language as the field shows it. */
function textOf(words: EditorText, number: string): string {
  const name = languageName(number);
  return name === undefined ? number : words('conditionDialog.languageNumbered', { name, number });
}

/** The number of what was typed: a name or a whole entry of the table, or digits; empty for neither. */
function numberOf(words: EditorText, typed: string): string {
  const plain = typed.trim().toLowerCase();
  if (/^\d{1,7}$/.test(plain)) return plain;
  const found = windowsLanguages.filter(({ number }) =>
    [languageName(number), textOf(words, number)].some((one) => one?.toLowerCase() === plain),
  );
  // Two numbers of one name: nobody can say which of them is meant.
  return found.length === 1 ? (found[0]?.number ?? '') : '';
}

/** The language of Windows, by its name or number. */
export function LanguageFields({ test, change, said }: ConditionBodyProps<TestOf<'os-language'>>) {
  const words = useWords();
  const [typed, setTyped] = useState(() => textOf(words, test.language));
  const all = useMemo(
    () =>
      windowsLanguages
        .map(({ number }) => ({ number, text: textOf(words, number) }))
        .sort((a, b) => a.text.localeCompare(b.text)),
    [words],
  );
  const plain = typed.trim().toLowerCase();
  const isChosen = typed === textOf(words, test.language);
  const shown = isChosen || plain === '' ? all : all.filter(({ text }) => text.toLowerCase().includes(plain));
  const isOther = test.language !== '' && languageName(test.language) === undefined;
  const hint = isOther
    ? words('conditionDialog.languageOther', { number: test.language })
    : words('conditionDialog.languageHint');
  return (
    <Field label={words('conditionDialog.language')} required hint={hint} {...said('language')}>
      <ChoiceField
        size="small"
        freeform
        autoFocus
        value={typed}
        selectedOptions={[test.language]}
        listbox={{ className: 'se-choices' }}
        onChange={(event) => {
          setTyped(event.target.value);
          change({ ...test, language: numberOf(words, event.target.value) });
        }}
        onOptionSelect={(_event, data) => {
          if (data.optionValue === undefined) return;
          setTyped(textOf(words, data.optionValue));
          change({ ...test, language: data.optionValue });
        }}
      >
        {shown.map(({ number, text }) => (
          <Option key={number} value={number} text={text}>
            {text}
          </Option>
        ))}
        {shown.length > 0 ? null : (
          <Option disabled value="" text={typed}>
            {words('conditionDialog.languagesNone', { text: typed })}
          </Option>
        )}
      </ChoiceField>
    </Field>
  );
}
