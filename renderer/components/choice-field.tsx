import { Combobox } from '@fluentui/react-components';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';

/** A field to type into or choose for. The library’s own has an English name on the button that opens its list. */
export function ChoiceField(props: ComponentProps<typeof Combobox>) {
  const { t } = useTranslation('components');
  return <Combobox {...props} expandIcon={{ 'aria-label': t('openChoices') }} />;
}
