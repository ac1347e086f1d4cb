import { defaultKeymap, history, historyKeymap, moveLineDown, moveLineUp } from '@codemirror/commands';
import { bracketMatching, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { powerShell } from '@codemirror/legacy-modes/mode/powershell';
import { closeSearchPanel, findNext, findPrevious, openSearchPanel, search } from '@codemirror/search';
import { Annotation, Compartment, EditorState, type Extension, Prec, Transaction } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';

/** What a code editor is made with. Texts have LF for every line break. */
export interface CodeOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly isReadOnly: boolean;
  readonly label: string;
  /** Id of the element that says how the editor is used. */
  readonly describedBy: string;
  /** The words of the search panel by the library's own. */
  readonly phrases: Readonly<Record<string, string>>;
  /** Of the page: its policy lets no other styles in. */
  readonly nonce: string;
  readonly onChange: (text: () => string) => void;
}

/** A code editor on the page. */
export interface CodeView {
  /** Shows another text, changing no more of it than differs; nothing of it is told as a change. */
  show(text: string): void;
  /** Puts a text in the place of all, as a person would: it can be undone in the editor. */
  replace(text: string): void;
  setReadOnly(isReadOnly: boolean): void;
  focus(): void;
  destroy(): void;
}

/** Marks what comes from the document and not from the person. */
const fromDocument = Annotation.define<boolean>();

/** The one change between two texts. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end))
    end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/** Keys of lines that are held back at the ends too: the page would move the step. */
const heldKeys = [
  { key: 'Alt-ArrowUp', run: (view: EditorView) => moveLineUp(view) || true },
  { key: 'Alt-ArrowDown', run: (view: EditorView) => moveLineDown(view) || true },
];

/** Finding has the keys of the page while the editor has the focus, and Esc closes it. */
const searchKeys = [
  { key: 'Mod-f', run: openSearchPanel, scope: 'editor search-panel' },
  { key: 'F3', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
  { key: 'Escape', run: closeSearchPanel, scope: 'editor search-panel' },
];

function access(isReadOnly: boolean): Extension {
  return [
    EditorState.readOnly.of(isReadOnly),
    EditorView.contentAttributes.of({ 'aria-readonly': String(isReadOnly) }),
  ];
}

function extensionsOf(options: CodeOptions, writing: Compartment): Extension {
  return [
    options.nonce === '' ? [] : EditorView.cspNonce.of(options.nonce),
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    drawSelection(),
    history(),
    bracketMatching(),
    search({ top: true }),
    StreamLanguage.define(powerShell),
    syntaxHighlighting(classHighlighter),
    EditorState.phrases.of(options.phrases),
    EditorState.tabSize.of(4),
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      'aria-describedby': options.describedBy,
      // What keeps the focus in a dialog knows stops of Tab by it.
      tabindex: '0',
      spellcheck: 'false',
    }),
    writing.of(access(options.isReadOnly)),
    // Tab is not bound: it leads to the next field, as everywhere. Ctrl+] and Ctrl+[ indent.
    Prec.high(keymap.of(heldKeys)),
    keymap.of([...searchKeys, ...historyKeymap, ...defaultKeymap]),
    EditorView.updateListener.of((update) => {
      const isOwn = update.transactions.some((one) => one.docChanged && one.annotation(fromDocument) !== true);
      if (isOwn) options.onChange(() => update.state.doc.toString());
    }),
  ];
}

/** Makes a code editor for PowerShell in an element of the page. */
export function createCodeView(options: CodeOptions): CodeView {
  const writing = new Compartment();
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({ doc: options.text, extensions: extensionsOf(options, writing) }),
  });
  return {
    show: (text) => {
      const before = view.state.doc.toString();
      if (before === text) return;
      view.dispatch({
        changes: difference(before, text),
        annotations: [fromDocument.of(true), Transaction.addToHistory.of(false)],
      });
    },
    replace: (text) => {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        userEvent: 'input.paste',
        scrollIntoView: true,
      });
    },
    setReadOnly: (isReadOnly) => view.dispatch({ effects: writing.reconfigure(access(isReadOnly)) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
