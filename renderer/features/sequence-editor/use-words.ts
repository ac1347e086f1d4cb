import { useMemo } from 'react';
import type { TextKey, TextValues } from '../../app/i18n.ts';
import { useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';

type InArea<K extends string> = K extends `sequence-editor:${infer Rest}` ? Rest : never;
/** A key of this area without its name in front. */
export type EditorWord = InArea<TextKey>;
export type EditorText = (key: EditorWord, values?: TextValues) => string;

export function editorText(shell: Pick<Shell, 'text'>): EditorText {
  return (key, values) => shell.text(`sequence-editor:${key}`, values);
}

/** The words of this area. */
export function useWords(): EditorText {
  const shell = useShell();
  return useMemo(() => editorText(shell), [shell]);
}
