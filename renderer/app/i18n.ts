import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { TextKeys } from '#shared/text/messages';
import { showControls } from '#shared/text/visible';
import { texts, type Texts } from './texts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'frame';
    resources: Texts;
    strictKeyChecks: true;
  }
}

/** `namespace:key.of.the.text`; plural forms are named by their stem and need `count`. */
export type TextKey = TextKeys<Texts>;
export type TextValues = Readonly<Record<string, string | number>>;

type InWords<T> = { readonly [K in keyof T]: T[K] extends string ? string : InWords<T[K]> };
/** The areas of the console in any language. */
export type ConsoleTexts = InWords<Texts>;

/** The words of the console in the language of the texts. Everything is in the bundle, so it is ready at once. */
export function createI18n(words: ConsoleTexts = texts): I18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    initAsync: false,
    ns: Object.keys(words),
    defaultNS: 'frame',
    resources: { en: words },
    // A detail that is missing (an error of another version, say) becomes a dash, never a placeholder.
    missingInterpolationHandler: () => '–',
    // React escapes by itself: quotes and ampersands stay. What a page would act on in a foreign name is shown.
    interpolation: { escapeValue: true, escape: showControls },
  });
  return instance;
}
