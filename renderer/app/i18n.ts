import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { texts, type Texts } from './texts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'frame';
    resources: Texts;
    strictKeyChecks: true;
  }
}

type Plural<K extends string> = K extends `${infer Stem}_one` ? Stem : K extends `${infer Stem}_other` ? Stem : K;
type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? Plural<K> : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

/** `namespace:key.of.the.text`; plural forms are named by their stem and need `count`. */
export type TextKey = { [N in keyof Texts]: `${N}:${Leaves<Texts[N]>}` }[keyof Texts];
export type TextValues = Readonly<Record<string, string | number>>;

/** The words of the console. Everything is in the bundle, so it is ready at once. */
export function createI18n(): I18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    initAsync: false,
    ns: Object.keys(texts),
    defaultNS: 'frame',
    resources: { en: texts },
    // React escapes by itself; names with quotes or ampersands must stay as they are.
    interpolation: { escapeValue: false },
  });
  return instance;
}
