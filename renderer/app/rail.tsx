import { CounterBadge } from '@fluentui/react-components';
import {
  Desktop20Regular,
  DesktopToolbox20Regular,
  Library20Regular,
  PulseSquare20Regular,
  Settings20Regular,
  TasksApp20Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { consoleTabId } from '../stores/tabs.ts';
import { workspaceIds, type WorkspaceId } from '../stores/navigation.ts';
import { useShell } from './shell-context.tsx';

const icons: Readonly<Record<WorkspaceId, ReactElement>> = {
  assets: <Desktop20Regular />,
  library: <Library20Regular />,
  monitoring: <PulseSquare20Regular />,
  administration: <DesktopToolbox20Regular />,
};

/** The workspaces, and at the foot what belongs to none of them. */
export function Rail({ hasLabels }: { readonly hasLabels: boolean }) {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const workspace = useStore(shell.navigation.store, (state) => state.workspace);
  const activeTab = useStore(shell.tabs.store, (state) => state.tabs.find((tab) => tab.id === state.activeId)?.kind);
  const running = useStore(shell.jobs.store, (state) => state.jobs.filter((job) => job.state === 'running').length);
  const item = (label: string, icon: ReactElement, isCurrent: boolean, onClick: () => void, badge = 0) => (
    <button
      key={label}
      type="button"
      className="ws-rail-item"
      aria-label={label}
      title={hasLabels ? undefined : label}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={onClick}
    >
      {icon}
      {hasLabels ? label : null}
      {badge > 0 ? <CounterBadge className="ws-rail-badge" count={badge} size="small" color="brand" /> : null}
    </button>
  );
  return (
    <nav className="ws-rail" aria-label={t('workspaces')} data-region tabIndex={-1}>
      {workspaceIds.map((id) =>
        item(t(`workspace.${id}`), icons[id], activeTab === 'console' && id === workspace, () => {
          shell.navigation.openWorkspace(id);
          shell.tabs.activate(consoleTabId);
        }),
      )}
      <div className="ws-rail-space" />
      {item(
        t('jobs'),
        <TasksApp20Regular />,
        activeTab === 'jobs',
        () => void shell.commands.run('jobs.open'),
        running,
      )}
      {item(
        t('settings'),
        <Settings20Regular />,
        activeTab === 'settings',
        () => void shell.commands.run('settings.open'),
      )}
    </nav>
  );
}
