import { Input, Option } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { windowsLanguages } from '#shared/model/windows-languages';
import { offsetText, windowsTimeZones } from '#shared/model/windows-time-zones';
import { ChoiceField } from '../../../components/choice-field.tsx';
import { useWords } from '../use-words.ts';
import { FieldFrame } from './field-frame.tsx';
import type { FieldOnly } from './text-fields.tsx';
import type { FieldModel } from './use-field.ts';
import { listDrives } from './value-forms.ts';

/** A value that a document may have, and what it means to a person. */
interface Suggestion {
  readonly value: string;
  readonly meaning: string;
}

/** Names of languages in the language of the interface; kept, because the runtime is slow to make the first. */
const languageNames = new Map<string, Intl.DisplayNames>();

function languageName(tag: string, inLanguage: string): string {
  let names = languageNames.get(inLanguage);
  if (names === undefined) {
    names = new Intl.DisplayNames(inLanguage, { type: 'language', languageDisplay: 'standard' });
    languageNames.set(inLanguage, names);
  }
  return names.of(tag) ?? tag;
}

function timeZones(): Suggestion[] {
  return windowsTimeZones.map(({ name, offsetMinutes, regions }) => ({
    value: name,
    meaning: regions === '' ? `(${offsetText(offsetMinutes)})` : `(${offsetText(offsetMinutes)}) ${regions}`,
  }));
}

const byMeaning = (a: Suggestion, b: Suggestion) => a.meaning.localeCompare(b.meaning);

/** What the lists hold, by the kind of the property or the form of its values; undefined for what has no list. */
function listOf({ property }: FieldModel, language: string): (() => Suggestion[]) | undefined {
  const { kind, constraint } = property;
  if (kind === 'timeZone') return timeZones;
  if (kind === 'drive') return () => listDrives(constraint ?? {}).map((value) => ({ value, meaning: '' }));
  const named = (valueOf: (one: (typeof windowsLanguages)[number]) => string) => () =>
    windowsLanguages.map((one) => ({ value: valueOf(one), meaning: languageName(one.tag, language) })).sort(byMeaning);
  if (kind === 'lcid') return named(({ lcid }) => String(lcid));
  if (constraint?.format === 'locale' || constraint?.format === 'inputLocale') return named(({ tag }) => tag);
  return undefined;
}

/** True for properties whose values are suggested from a list. */
export function hasSuggestions(property: FieldModel['property']): boolean {
  const { kind, constraint } = property;
  const isLocale = constraint?.format === 'locale' || constraint?.format === 'inputLocale';
  return kind === 'timeZone' || kind === 'drive' || kind === 'lcid' || isLocale;
}

/** Made once, when a page first asks for it. */
const lists = new Map<string, readonly Suggestion[]>();

function suggestionsOf(field: FieldModel, language: string): readonly Suggestion[] {
  const { kind, constraint } = field.property;
  const key = [language, kind, constraint?.format, constraint?.allowed, constraint?.notAllowed].join('|');
  let list = lists.get(key);
  if (list === undefined) {
    list = listOf(field, language)?.() ?? [];
    lists.set(key, list);
  }
  return list;
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** A keyboard layout (`0409:00000409`), or several values with semicolons, are no single language. */
const isOtherForm = (value: string): boolean => /[:;%]/.test(value);

/** A value from a long list, or typed: what the list does not have is kept and said to be unknown. */
export function SuggestField({ field }: FieldOnly) {
  const words = useWords();
  const { i18n } = useTranslation();
  /** What was typed since the field has the focus; null while nothing was. */
  const [typed, setTyped] = useState<string | null>(null);
  const list = useMemo(() => suggestionsOf(field, i18n.language), [field, i18n]);
  const known = list.find((one) => same(one.value, field.value));
  const isUnknown = known === undefined && field.value.trim() !== '' && field.property.kind !== 'drive';
  // No language at all: what a new step has.
  const isNone = field.property.kind === 'lcid' && field.value.trim() === '0';
  const shown = list.filter(({ value, meaning }) =>
    typed === null ? true : `${value} ${meaning}`.toLowerCase().includes(typed.trim().toLowerCase()),
  );
  const warning =
    isUnknown && !isNone && !isOtherForm(field.value) && !field.isDisabled ? words('field.notInList') : null;
  return (
    <FieldFrame field={field} meaning={known?.meaning ?? (isNone ? words('field.noLanguage') : null)} warning={warning}>
      {field.isReadOnly ? (
        <Input size="small" readOnly disabled={field.isDisabled} value={field.value} />
      ) : (
        <ChoiceField
          size="small"
          freeform
          listbox={{ className: 'se-choices' }}
          value={field.value}
          selectedOptions={known === undefined ? [] : [known.value]}
          disabled={field.isDisabled}
          onChange={(event) => {
            setTyped(event.target.value);
            field.type(event.target.value);
          }}
          onBlur={() => {
            setTyped(null);
            field.commit();
          }}
          onOptionSelect={(_event, data) => {
            setTyped(null);
            if (data.optionValue !== undefined) field.choose(data.optionValue);
          }}
        >
          {shown.map(({ value, meaning }) => (
            <Option key={value} value={value} text={value}>
              {meaning === '' ? value : words('field.suggestion', { value, meaning })}
            </Option>
          ))}
        </ChoiceField>
      )}
    </FieldFrame>
  );
}
