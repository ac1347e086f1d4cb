import { createContext, type ReactNode, useContext } from 'react';
import type { EditorController } from './store/editor-controller.ts';

const EditorContext = createContext<EditorController | null>(null);

export function EditorProvider(props: { readonly editor: EditorController; readonly children: ReactNode }) {
  return <EditorContext value={props.editor}>{props.children}</EditorContext>;
}

/** The editor that this part belongs to. */
export function useEditor(): EditorController {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error('useEditor needs an EditorProvider above it');
  return editor;
}
