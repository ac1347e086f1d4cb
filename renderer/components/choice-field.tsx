import { Combobox } from '@fluentui/react-components';
import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';

type ChoiceProps = ComponentProps<typeof Combobox>;

/** Calls `action` when the next frame has been painted. Gives what calls it at once, if it is still due, or drops it. */
function afterPaint(action: () => void): { now(): void; drop(): void } {
  let isDue = true;
  const now = (): void => {
    if (isDue) {
      isDue = false;
      action();
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(now);
  });
  const drop = (): void => {
    isDue = false;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  return { now, drop };
}

/** A letter is painted before the list that it opens or changes: what is offered is that of before until then (UI-820). */
function useOffered(children: ReactNode) {
  const [isOpen, setIsOpen] = useState(false);
  const [before, setBefore] = useState<{ readonly children: ReactNode } | null>(null);
  const due = useRef<ReturnType<typeof afterPaint> | null>(null);
  useEffect(() => () => due.current?.drop(), []);
  const show = (open: boolean): void => {
    due.current?.drop();
    setBefore(null);
    setIsOpen(open);
  };
  const openLater = (): void => {
    due.current?.drop();
    setBefore((held) => held ?? { children });
    due.current = afterPaint(() => show(true));
  };
  /** Whoever goes through the list, takes or leaves what stands in it means what was typed up to here. */
  const catchUp = (event: KeyboardEvent): void => {
    if (!isTyped(event)) flushSync(() => due.current?.now());
  };
  /** A list that is due does not open behind whoever has left the field. */
  const leave = (): void => {
    due.current?.drop();
    setBefore(null);
  };
  // Nothing is offered in a closed list: it would be drawn again for each letter, and nobody sees it.
  return { isOpen, offered: isOpen ? (before ?? { children }).children : null, show, openLater, catchUp, leave };
}

const isTyped = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean =>
  !ctrlKey && !altKey && !metaKey && (key.length === 1 || key === 'Backspace' || key === 'Delete');

/**
 * A field to type into or choose for. The library’s own has an English name on the button that opens its list, opens
 * that for keys only (not for what is pasted, dropped or dictated) and before the letter is seen, and makes the button a
 * stop of the Tab key, where the list stays open over the fields that follow.
 */
export function ChoiceField({ children, ...props }: ChoiceProps) {
  const { t } = useTranslation('components');
  const { isOpen, offered, show, openLater, catchUp, leave } = useOffered(children);
  return (
    <Combobox
      {...props}
      open={isOpen}
      onKeyDownCapture={(event) => {
        catchUp(event);
        props.onKeyDownCapture?.(event);
      }}
      onOpenChange={(event, data) => {
        if (data.open && event.type === 'keydown' && isTyped(event as KeyboardEvent)) openLater();
        else show(data.open);
        props.onOpenChange?.(event, data);
      }}
      onChange={(event) => {
        openLater();
        props.onChange?.(event);
      }}
      onBlur={(event) => {
        leave();
        props.onBlur?.(event);
      }}
      expandIcon={{ 'aria-label': t('openChoices'), tabIndex: -1 }}
    >
      {offered}
    </Combobox>
  );
}
