import { Button, CounterBadge, Menu, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import {
  ChevronRight12Regular,
  Desktop20Regular,
  DesktopToolbox20Regular,
  Folder20Regular,
  Library20Regular,
  PanelLeftContract20Regular,
  PulseSquare20Regular,
  QuestionCircle20Regular,
  Search16Regular,
  Settings20Regular,
  TaskListSquareLtr20Regular,
  TasksApp20Regular,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';

function StaticTitleBar() {
  return (
    <header className="ws-titlebar">
      <div className="ws-titlebar-left">
        <span className="ws-product">Waystation</span>
        <span className="ws-site-name">BEN – Bench</span>
      </div>
      <button type="button" className="ws-command-box">
        <Search16Regular />
        <span>Search commands and objects</span>
        <kbd className="ws-keys">Ctrl+Shift+P</kbd>
      </button>
      <div className="ws-titlebar-right">
        <Tooltip content="Help" relationship="label">
          <Button appearance="subtle" size="small" icon={<QuestionCircle20Regular />} />
        </Tooltip>
      </div>
    </header>
  );
}

const places: readonly (readonly [string, ReactElement])[] = [
  ['Assets', <Desktop20Regular key="assets" />],
  ['Library', <Library20Regular key="library" />],
  ['Monitoring', <PulseSquare20Regular key="monitoring" />],
  ['Administration', <DesktopToolbox20Regular key="administration" />],
  ['Jobs', <TasksApp20Regular key="jobs" />],
  ['Settings', <Settings20Regular key="settings" />],
];

function StaticRail() {
  return (
    <nav className="ws-rail">
      {places.map(([label, icon]) => (
        <button key={label} type="button" className="ws-rail-item" aria-label={label}>
          {icon}
          {label}
          {label === 'Jobs' ? <CounterBadge className="ws-rail-badge" count={1} size="small" color="brand" /> : null}
        </button>
      ))}
    </nav>
  );
}

function StaticNode({ label, level }: { readonly label: string; readonly level: number }) {
  return (
    <div
      role="treeitem"
      className="ws-node"
      aria-level={level}
      tabIndex={-1}
      style={{ paddingInlineStart: level * 16 }}
    >
      <span className="ws-node-chevron">{level === 1 ? <ChevronRight12Regular /> : null}</span>
      {level === 1 ? <TaskListSquareLtr20Regular /> : <Folder20Regular />}
      <span className="ws-node-label">{label}</span>
      <span className="ws-node-count">30</span>
    </div>
  );
}

function StaticTree() {
  return (
    <nav className="ws-nodetree" style={{ width: 236 }}>
      <div className="ws-nodetree-head">
        <h2>Software Library</h2>
        <Tooltip content="Minimise" relationship="label">
          <Button size="small" appearance="subtle" icon={<PanelLeftContract20Regular />} />
        </Tooltip>
      </div>
      <Menu openOnContext>
        <MenuTrigger disableButtonEnhancement>
          <div role="tree">
            <StaticNode label="Task Sequences" level={1} />
          </div>
        </MenuTrigger>
        <MenuPopover>
          <MenuList />
        </MenuPopover>
      </Menu>
    </nav>
  );
}

/** Title bar, rail, tree, tab, status bar; the page of the list in its middle. */
export function StaticFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="ws-app">
      <StaticTitleBar />
      <div />
      <div className="ws-body">
        <StaticRail />
        <div className="ws-workspace">
          <div className="ws-tabs" role="tablist">
            <div className="ws-tab is-active">
              <button type="button" className="ws-tab-button" role="tab">
                <Library20Regular />
                <span>Console</span>
              </button>
            </div>
          </div>
          <main className="ws-card">
            <div className="ws-page" style={{ flexDirection: 'row' }}>
              <StaticTree />
              {children}
            </div>
          </main>
        </div>
      </div>
      <footer className="ws-statusbar">
        <span>Site BEN – Bench</span>
        <span className="ws-grow" />
        <span>30 task sequences</span>
      </footer>
    </div>
  );
}
