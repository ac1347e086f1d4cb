import { useEffect, useRef } from 'react';
import { useShell } from '../../app/shell-context.tsx';

function isTextField(element: Element | null): boolean {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches('input, textarea'));
}

/**
 * Takes the text of Ctrl+V, which comes with the event and needs no permission. `isHere` says whether it is meant for
 * this part by where the focus is; a part inside of another asks first. Fields and dialogs keep theirs.
 */
export function usePaste(isHere: (focus: Element | null) => boolean, paste: (text: string) => void): void {
  const shell = useShell();
  const latest = useRef({ isHere, paste });
  useEffect(() => {
    latest.current = { isHere, paste };
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const { activeElement } = document;
      if (event.defaultPrevented || isTextField(activeElement)) return;
      if (shell.dialogs.store.getState().open.length > 0 || !latest.current.isHere(activeElement)) return;
      event.preventDefault();
      latest.current.paste(event.clipboardData?.getData('text/plain') ?? '');
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [shell]);
}
