import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import { ChevronDown20Regular, Dismiss12Regular, Library20Regular } from '@fluentui/react-icons';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type WheelEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Tab } from '../stores/tabs.ts';
import { useShell } from './shell-context.tsx';
import { CutText } from '../components/cut-text.tsx';

function useTabIcon(kind: Tab['kind']) {
  const shell = useShell();
  if (kind === 'console') return <Library20Regular aria-hidden="true" />;
  return shell.features.flatMap((feature) => feature.tabKinds ?? []).find((other) => other.kind === kind)?.icon ?? null;
}

function OneTab({ tab, isActive }: { readonly tab: Tab; readonly isActive: boolean }) {
  const shell = useShell();
  const { t } = useTranslation(['frame', 'components']);
  const icon = useTabIcon(tab.kind);
  const isClosable = tab.kind !== 'console';
  const title = tab.title;
  return (
    <div className={`ws-tab ${isActive ? 'is-active' : ''} ${isClosable ? 'is-closable' : ''}`} role="presentation">
      <button
        type="button"
        className="ws-tab-button"
        role="tab"
        id={`tab-${tab.id}`}
        aria-selected={isActive}
        aria-controls="page"
        aria-label={tab.isDirty ? `${title}, ${t('components:unsaved')}` : title}
        tabIndex={isActive ? 0 : -1}
        onClick={() => shell.tabs.activate(tab.id)}
        onAuxClick={(event) => {
          if (event.button === 1 && isClosable) void shell.tabs.close(tab.id);
        }}
      >
        {icon}
        <CutText>{title}</CutText>
      </button>
      {isClosable ? (
        <button
          type="button"
          className="ws-tab-close"
          tabIndex={-1}
          aria-hidden="true"
          title={t('frame:closeTab')}
          onClick={() => void shell.tabs.close(tab.id)}
        >
          {tab.isDirty ? <span className="ws-tab-dirty" /> : null}
          <Dismiss12Regular className={`ws-tab-cross ${tab.isDirty ? 'is-hidden' : ''}`} />
        </button>
      ) : null}
    </div>
  );
}

/** Brings the open page's own tab into the strip, beside the one that stays in its place. */
function showTab(activeId: string): void {
  const tab: Partial<Pick<Element, 'scrollIntoView'>> | null =
    document.getElementById(`tab-${activeId}`)?.parentElement ?? null;
  // Absent where nothing is laid out.
  tab?.scrollIntoView?.({ inline: 'nearest', block: 'nearest' });
}

/** Whether the strip has more than it shows, looked at again when it, the window or a name changes. */
function useStrip(activeId: string, names: string) {
  const strip = useRef<HTMLDivElement>(null);
  const [isOverflowing, setOverflowing] = useState(false);
  useLayoutEffect(() => {
    const element = strip.current;
    if (element === null) return undefined;
    const look = (): void => {
      const pinned = element.querySelector<HTMLElement>('.ws-tab-pinned');
      element.style.scrollPaddingLeft = `${pinned?.offsetWidth ?? 0}px`;
      setOverflowing(element.scrollWidth > element.clientWidth);
    };
    look();
    if (!('ResizeObserver' in globalThis)) return undefined;
    const observer = new ResizeObserver(() => {
      look();
      showTab(activeId);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [activeId, names]);
  useEffect(() => showTab(activeId), [activeId, names, isOverflowing]);
  const onWheel = (event: WheelEvent): void => {
    if (strip.current !== null && event.deltaX === 0) strip.current.scrollLeft += event.deltaY;
  };
  return { strip, isOverflowing, onWheel };
}

/** Every open page by its whole name. */
function AllTabs({ tabs, activeId }: { readonly tabs: readonly Tab[]; readonly activeId: string }) {
  const shell = useShell();
  const { t } = useTranslation('frame');
  return (
    <Menu checkedValues={{ tab: [activeId] }}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('allPages')} relationship="label">
          <Button size="small" appearance="subtle" className="ws-tabs-all" icon={<ChevronDown20Regular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover className="ws-tabs-list">
        <MenuList>
          {tabs.map((tab) => (
            <MenuItemRadio key={tab.id} name="tab" value={tab.id} onClick={() => shell.tabs.activate(tab.id)}>
              <CutText>{tab.title}</CutText>
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** The first tab is the console and never closes; editors, runs and results open beside it. */
export function TabStrip() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const { tabs, activeId } = useStore(shell.tabs.store);
  const { strip, isOverflowing, onWheel } = useStrip(activeId, tabs.map(({ title }) => title).join('\n'));
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) {
      shell.tabs.cycle(step);
      requestAnimationFrame(() => document.getElementById(`tab-${shell.tabs.store.getState().activeId}`)?.focus());
    } else if (event.key === 'Delete') void shell.tabs.close(activeId);
    else return;
    event.preventDefault();
  };
  return (
    <div className="ws-tabs">
      <div
        ref={strip}
        className={`ws-tabs-strip ${isOverflowing ? 'is-overflowing' : ''}`}
        role="tablist"
        aria-label={t('openPages')}
        onKeyDown={onKeyDown}
        onWheel={onWheel}
      >
        {tabs.map((tab) => (
          <div key={tab.id} className={tab.kind === 'console' ? 'ws-tab-pinned' : 'ws-tab-place'} role="presentation">
            <OneTab tab={tab} isActive={tab.id === activeId} />
          </div>
        ))}
      </div>
      {isOverflowing ? <AllTabs tabs={tabs} activeId={activeId} /> : null}
    </div>
  );
}
