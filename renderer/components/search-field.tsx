import { SearchBox } from '@fluentui/react-components';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';

/** A field to look for something. The library’s own has an English name on the button that empties it. */
export function SearchField(props: ComponentProps<typeof SearchBox>) {
  const { t } = useTranslation('components');
  return <SearchBox {...props} dismiss={{ 'aria-label': t('clearSearch') }} />;
}
