import { type RefObject, useEffect, useRef } from 'react';
import type { NodeDetail } from '#shared/model/sequence';
import { showPanesOf } from '../../../a11y/show-pane.ts';
import { useSlice } from '../../../app/shell-context.tsx';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';

const focusable = 'input:not([disabled]), textarea:not([disabled]), button:not([disabled]), [tabindex="0"]';

/** The control that carries one of the names: by its label, else by its own name. */
function findControl(body: HTMLElement, names: readonly string[]): HTMLElement | null {
  for (const name of names) {
    const label = [...body.querySelectorAll('label')].find(
      (one) => one.textContent.replace(/(?<!\s)\s*\*$/, '') === name,
    );
    const named = [...body.querySelectorAll<HTMLElement>(focusable)].find((one) =>
      one.getAttribute('aria-label')?.includes(name),
    );
    const group = [...body.querySelectorAll<HTMLElement>('[role="group"], section')].find(
      (one) => one.getAttribute('aria-label') === name,
    );
    const found = label?.control ?? named ?? group?.querySelector<HTMLElement>(focusable);
    if (found != null) return found;
  }
  return body.querySelector<HTMLElement>(focusable);
}

/** Takes the focus to the field that was asked for, once the step is shown. */
export function useFieldRequest(body: RefObject<HTMLElement | null>, node: NodeDetail): void {
  const editor = useEditor();
  const words = useWords();
  const request = useSlice(editor.view, (state) => state.fieldRequest);
  const answered = useRef<typeof request>(null);
  useEffect(() => {
    if (request === null || request.nodeId !== node.id || request === answered.current) return;
    answered.current = request;
    const { current } = body;
    const control = current === null ? null : findControl(current, request.names.map(words.message));
    if (control !== null) showPanesOf(control);
    control?.focus();
    // Answered for good: the page may be made anew, and a new one has not seen the request.
    editor.view.setState({ fieldRequest: null });
  }, [request, node, body, editor, words]);
}
