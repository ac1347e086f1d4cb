import { createInstance } from 'i18next';
import { capturePreview } from '#shared/text/en/capture-preview';
import { commandLine } from '#shared/text/en/command-line';
import { devices } from '#shared/text/en/devices';
import { errors } from '#shared/text/en/errors';
import { facts } from '#shared/text/en/facts';
import { notes } from '#shared/text/en/notes';
import { opening } from '#shared/text/en/opening';
import { reasons } from '#shared/text/en/reasons';
import { runLog } from '#shared/text/en/run-log';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { steps } from '#shared/text/en/steps';
import { userState } from '#shared/text/en/user-state';
import type { MessageKey } from '#shared/text/messages';

/** Every text area that a host says by itself: on the command line, in its answers, in the log files of a run. */
export const english = {
  errors,
  notes,
  reasons,
  log: runLog,
  steps,
  devices,
  facts,
  'capture-preview': capturePreview,
  'sequence-editor': sequenceEditor,
  'user-state': userState,
  'command-line': commandLine,
  opening,
} as const;
type InWords<T> = { readonly [K in keyof T]: T[K] extends string ? string : InWords<T[K]> };
/** The same areas in any language. */
export type HostTexts = InWords<typeof english>;

/** The words of a key, with its places filled. */
export type Words = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

/** The words of a host in the language of the texts; the same engine as in the console. */
export function createWords(texts: HostTexts = english): Words {
  const instance = createInstance();
  void instance.init({
    lng: 'en',
    fallbackLng: 'en',
    initAsync: false,
    ns: Object.keys(texts),
    resources: { en: texts },
    // A detail that is missing (an error of another version, say) becomes a dash, never a placeholder.
    missingInterpolationHandler: () => '–',
    interpolation: { escapeValue: false },
  });
  // Which text a key has is found once: the log of a run says the same few things by the thousand. A text that has
  // several forms, or another text inside, is found each time.
  const forms = new Map<string, string | null>();
  const formOf = (key: MessageKey): string | null => {
    const known = forms.get(key);
    if (known !== undefined) return known;
    const text: string = instance.t(key, { skipInterpolation: true });
    const form = text.includes('$t(') ? null : text;
    forms.set(key, form);
    return form;
  };
  return (key, values = {}) => {
    const form = 'count' in values || 'context' in values ? null : formOf(key);
    return form === null
      ? instance.t(key, { ...values })
      : instance.services.interpolator.interpolate(form, { ...values }, 'en', {});
  };
}
