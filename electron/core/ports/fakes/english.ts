import { createInstance } from 'i18next';
import { Message, type MessageOrText } from '#shared/contract/message-shape';
import { errors } from '#shared/text/en/errors';
import { notes } from '#shared/text/en/notes';
import { reasons } from '#shared/text/en/reasons';
import { runLog } from '#shared/text/en/run-log';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { steps } from '#shared/text/en/steps';
import { type Say, sayMessage } from '#shared/text/say';

/** The English words of what the core gives, for tests; hosts have their own. */
export function createEnglish(): { readonly say: Say; readonly sayMessage: (message: MessageOrText) => string } {
  const instance = createInstance();
  const texts = { errors, notes, reasons, log: runLog, steps, 'sequence-editor': sequenceEditor };
  void instance.init({
    lng: 'en',
    initAsync: false,
    ns: Object.keys(texts),
    resources: { en: texts },
    missingInterpolationHandler: () => '–',
    interpolation: { escapeValue: false },
  });
  const say: Say = (key, values) => instance.t(key, { ...values });
  return { say, sayMessage: (message) => sayMessage(say, message) };
}

const { sayMessage: sayEnglish } = createEnglish();

/** The same value with every message in it in English words. */
export function inEnglish(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inEnglish);
  const found = Message.safeParse(value);
  if (found.success) return sayEnglish(found.data);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inEnglish(one)]));
}
