import { Combobox } from '@fluentui/react-components';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * A field to type into or choose for. The library’s own has an English name on the button that opens its list, and opens
 * that for keys only: not for what is pasted, dropped or dictated.
 */
export function ChoiceField(props: ComponentProps<typeof Combobox>) {
  const { t } = useTranslation('components');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Combobox
      {...props}
      open={isOpen}
      onOpenChange={(event, data) => {
        setIsOpen(data.open);
        props.onOpenChange?.(event, data);
      }}
      onChange={(event) => {
        setIsOpen(true);
        props.onChange?.(event);
      }}
      expandIcon={{ 'aria-label': t('openChoices') }}
    />
  );
}
