import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface SplitterProps {
  /** The pane with a size of its own; the other takes the rest. */
  readonly side: 'start' | 'end';
  /** Side by side, or one above the other. */
  readonly direction: 'row' | 'column';
  readonly size: number;
  readonly minimum: number;
  readonly maximum: number;
  /** At the end of a drag and after each key. */
  readonly onSize: (size: number) => void;
  /** What the sized pane is called. */
  readonly name: string;
  readonly start: ReactNode;
  /** Null shows only the start, without a splitter. */
  readonly end: ReactNode;
}

const keyStep = 16;

/** The size while it is dragged and after it, and what pointer and keys do to it. */
function useSize({ side, direction, size, minimum, maximum, onSize }: SplitterProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const from = useRef<{ at: number; size: number } | null>(null);
  const clamp = (value: number): number => Math.max(minimum, Math.min(maximum, value));
  const shown = clamp(dragged ?? size);
  const at = (event: PointerEvent): number => (direction === 'row' ? event.clientX : event.clientY);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    from.current = { at: at(event), size: shown };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (!from.current) return;
    const moved = at(event) - from.current.at;
    setDragged(clamp(from.current.size + (side === 'start' ? moved : -moved)));
  };
  const onPointerUp = (): void => {
    if (dragged !== null) onSize(dragged);
    from.current = null;
    setDragged(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const grow = side === 'start' ? 1 : -1;
    const forward = direction === 'row' ? 'ArrowRight' : 'ArrowDown';
    const backward = direction === 'row' ? 'ArrowLeft' : 'ArrowUp';
    if (event.key === forward) onSize(clamp(shown + keyStep * grow));
    else if (event.key === backward) onSize(clamp(shown - keyStep * grow));
    else if (event.key === 'Home') onSize(minimum);
    else if (event.key === 'End') onSize(maximum);
    else return;
    event.preventDefault();
  };
  return { shown, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onKeyDown } };
}

/** Two panes and a bar between them that can be dragged, or moved by arrow keys, Home and End. */
export function Splitter(props: SplitterProps) {
  const { side, direction, minimum, maximum } = props;
  const { t } = useTranslation('components');
  const { shown, handlers } = useSize(props);
  if (props.end === null) return <div className={`ws-split ws-split-${direction}`}>{props.start}</div>;
  const sized = { flex: `0 0 ${shown.toString()}px` };
  return (
    <div className={`ws-split ws-split-${direction}`}>
      <div className="ws-split-pane" {...(side === 'start' ? { style: sized } : { 'data-rest': true })}>
        {props.start}
      </div>
      <div
        className="ws-split-bar"
        role="separator"
        tabIndex={0}
        aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
        aria-label={t('resizePane', { name: props.name })}
        aria-valuenow={Math.round(shown)}
        aria-valuemin={minimum}
        aria-valuemax={maximum}
        {...handlers}
      />
      <div className="ws-split-pane" {...(side === 'end' ? { style: sized } : { 'data-rest': true })}>
        {props.end}
      </div>
    </div>
  );
}
