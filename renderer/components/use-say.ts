import { useTranslation } from 'react-i18next';
import type { Say } from '#shared/text/say';

/** The words of errors, reasons and messages, for parts that know nothing of the console around them. */
export function useSay(): Say {
  const { t } = useTranslation();
  return (key, values) => t(key as never, values as never) as unknown as string;
}
