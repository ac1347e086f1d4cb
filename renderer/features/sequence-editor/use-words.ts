import { useMemo } from 'react';
import type { MessageOrText } from '#shared/contract/message-shape';
import { type Say, sayMessage } from '#shared/text/say';
import type { TextKey, TextValues } from '../../app/i18n.ts';
import type { EditLabel } from '#shared/model/edit-label';
import { type EditLabelWord, sayEditLabel } from '#shared/text/edit-label';
import { useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';

type InArea<K extends string> = K extends `sequence-editor:${infer Rest}` ? Rest : never;
/** A key of this area without its name in front. */
export type EditorWord = InArea<TextKey>;
export interface EditorText {
  (key: EditorWord, values?: TextValues): string;
  /** What every area shares: the words of errors, reasons and steps. */
  readonly say: Say;
  /** A message in words: what a step type, a property or a choice is called. */
  message(given: MessageOrText): string;
}

export function editorText(shell: Pick<Shell, 'text'>): EditorText {
  const words = (key: EditorWord, values?: TextValues): string => shell.text(`sequence-editor:${key}`, values);
  return Object.assign(words, { say: shell.text, message: (given: MessageOrText) => sayMessage(shell.text, given) });
}

/** What undo and redo call a change. */
export function labelText(shell: Pick<Shell, 'text'>, label: EditLabel | null): string {
  const words = (key: EditLabelWord, values: TextValues) => shell.text(`edit-labels:${key}`, values);
  const message = (given: MessageOrText) => sayMessage(shell.text, given);
  return sayEditLabel(Object.assign(words, { message }), label);
}

/** The words of this area. */
export function useWords(): EditorText {
  const shell = useShell();
  return useMemo(() => editorText(shell), [shell]);
}
