import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { useWords } from '../../../use-words.ts';
import { type CodeView, createCodeView } from './code-view.ts';
import './code.css';

export interface CodeEditorProps {
  /** With LF for every line break. */
  readonly text: string;
  readonly isReadOnly: boolean;
  readonly label: string;
  readonly describedBy: string;
  /** Gets a way to the text: a long one is not put together for every key. */
  readonly onChange: (text: () => string) => void;
  readonly handle: Ref<Pick<CodeView, 'replace' | 'focus'>>;
}

/** The words of the search panel; the keys are those of the library. */
function usePhrases(): Readonly<Record<string, string>> {
  const words = useWords();
  return {
    Find: words('script.search.find'),
    Replace: words('script.search.replaceWith'),
    next: words('script.search.next'),
    previous: words('script.search.previous'),
    all: words('script.search.all'),
    'match case': words('script.search.matchCase'),
    regexp: words('script.search.pattern'),
    'by word': words('script.search.byWord'),
    replace: words('script.search.replace'),
    'replace all': words('script.search.replaceAll'),
    close: words('script.search.close'),
    'current match': words('script.search.current'),
    'on line': words('script.search.onLine'),
    'replaced match on line $': words('script.search.replacedOne'),
    'replaced $ matches': words('script.search.replacedMany'),
    'Control character': words('script.search.control'),
  };
}

/** A code editor for PowerShell. In a file of its own: the library is as large as the rest of the editor's page. */
export function CodeEditor(props: CodeEditorProps) {
  const { text, isReadOnly, label, describedBy, onChange, handle } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<CodeView | null>(null);
  const latest = useRef(props);
  const phrases = useRef(usePhrases());
  useEffect(() => {
    latest.current = { ...props, onChange };
  });
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = createCodeView({
      parent: place.current,
      text: latest.current.text,
      isReadOnly: latest.current.isReadOnly,
      label,
      describedBy,
      phrases: phrases.current,
      nonce: document.querySelector<HTMLMetaElement>('meta[name="waystation-nonce"]')?.content ?? '',
      onChange: (read) => latest.current.onChange(read),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [label, describedBy]);
  useEffect(() => view.current?.show(text), [text]);
  useEffect(() => view.current?.setReadOnly(isReadOnly), [isReadOnly]);
  useImperativeHandle(
    handle,
    () => ({
      replace: (given: string) => view.current?.replace(given),
      focus: () => view.current?.focus(),
    }),
    [],
  );
  return <div ref={place} className="se-script-code" />;
}
