import { Tab, TabList } from '@fluentui/react-components';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { showPaneEvent } from '../a11y/show-pane.ts';
import { useIsNarrowerThan, useWindowSize } from './use-window-size.ts';

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
  /** What the sized pane is called, and the other one. */
  readonly name: string;
  readonly restName: string;
  /** Null shows only the other pane, without a splitter; that one stays the same, with all that was done in it. */
  readonly start: ReactNode;
  readonly end: ReactNode;
  /** Below this width of the window panes side by side become tabs; less than what is for every splitter has no effect. */
  readonly tabsBelow?: number;
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

/** The bar: dragged, or moved by arrow keys, Home and End. */
function Bar({ shown, handlers, ...props }: SplitterProps & ReturnType<typeof useSize>) {
  const { t } = useTranslation('components');
  return (
    <div
      className="ws-split-bar"
      role="separator"
      tabIndex={0}
      aria-orientation={props.direction === 'row' ? 'vertical' : 'horizontal'}
      aria-label={t('resizePane', { name: props.name })}
      aria-valuenow={Math.round(shown)}
      aria-valuemin={props.minimum}
      aria-valuemax={props.maximum}
      {...handlers}
    />
  );
}

type PaneAt = 'start' | 'end';

/**
 * Which pane is in front where they are tabs: the one that was chosen, or in which something asked to be seen. When they
 * become tabs the one with the focus is: it would be lost with a pane that is hidden.
 */
function useChosenPane(hasTabs: boolean) {
  const split = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<PaneAt>('start');
  useEffect(() => {
    const { current } = split;
    const onShow = ({ target }: Event): void => {
      const panes = [...(current?.children ?? [])].filter((one) => one.classList.contains('ws-split-pane'));
      const at = panes.findIndex((pane) => target instanceof Node && pane.contains(target));
      // At once: who asked gives it the focus next.
      if (at >= 0) flushSync(() => setChosen(at === 0 ? 'start' : 'end'));
    };
    current?.addEventListener(showPaneEvent, onShow);
    return () => current?.removeEventListener(showPaneEvent, onShow);
  }, []);
  useLayoutEffect(() => {
    const { current } = split;
    if (!hasTabs || current === null) return;
    const focused = [...current.children].filter((one) => one.classList.contains('ws-split-pane'));
    const at = focused.findIndex((pane) => pane.contains(document.activeElement));
    if (at >= 0) setChosen(at === 0 ? 'start' : 'end');
  }, [hasTabs]);
  return { split, chosen, setChosen };
}

/** The lower one of two panes gives the toasts their place, so that nothing above it moves (UI-533). */
function basis({ direction, side }: SplitterProps, shown: number): string {
  const size = `${shown.toString()}px`;
  return direction === 'column' && side === 'end' ? `calc(${size} - var(--ws-toasts, 0px))` : size;
}

/** Two panes and a bar between them; in a window that is too small for both (200 % zoom), two tabs. */
export function Splitter(props: SplitterProps) {
  const { side, direction, name, restName, start, end } = props;
  const size = useSize(props);
  const { isNarrow, isLow } = useWindowSize();
  const isNarrowHere = useIsNarrowerThan(props.tabsBelow ?? 0) || isNarrow;
  const isOne = start === null || end === null;
  const hasTabs = !isOne && (direction === 'row' ? isNarrowHere : isLow);
  const { split, chosen, setChosen } = useChosenPane(hasTabs);
  const names = side === 'start' ? { start: name, end: restName } : { start: restName, end: name };
  const pane = (at: PaneAt) => ({
    className: 'ws-split-pane',
    hidden: hasTabs && chosen !== at,
    ...(hasTabs || at !== side || isOne ? { 'data-rest': true } : { style: { flexBasis: basis(props, size.shown) } }),
  });
  return (
    <div ref={split} className={`ws-split ${hasTabs ? 'ws-split-tabs' : `ws-split-${direction}`}`}>
      {hasTabs ? (
        <TabList
          size="small"
          selectedValue={chosen}
          onTabSelect={(_event, data) => setChosen(data.value === 'end' ? 'end' : 'start')}
        >
          <Tab value="start">{names.start}</Tab>
          <Tab value="end">{names.end}</Tab>
        </TabList>
      ) : null}
      {start === null ? null : (
        <div key="start" {...pane('start')}>
          {start}
        </div>
      )}
      {hasTabs || isOne ? null : <Bar {...props} {...size} />}
      {end === null ? null : (
        <div key="end" {...pane('end')}>
          {end}
        </div>
      )}
    </div>
  );
}
