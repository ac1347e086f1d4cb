import { Button, Tooltip } from '@fluentui/react-components';
import { ChevronRight12Regular, PanelLeftExpand20Regular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { nodesOf, pathTo, placeOf } from './nodes.ts';
import { useShell } from './shell-context.tsx';
import type { NodeChild, NodeDefinition } from './types.ts';
import { CutText } from '../components/cut-text.tsx';

/** The folders down to the open one. The children of a node come from a hook of its feature. */
function FolderPath({ node, childId }: { readonly node: NodeDefinition; readonly childId: string }) {
  const shell = useShell();
  const useChildren = node.useChildren ?? noChildren;
  return pathTo(useChildren(), childId).map((child) => (
    <Fragment key={child.id}>
      <ChevronRight12Regular aria-hidden="true" />
      <Button
        size="small"
        appearance="subtle"
        aria-current={child.id === childId ? 'page' : undefined}
        onClick={() => shell.goTo(node.id, child.id)}
      >
        <CutText>{child.label}</CutText>
      </Button>
    </Fragment>
  ));
}
const noChildren = (): readonly NodeChild[] => [];

/** What is left of the tree when it is minimised or has no room: where one is, and the other nodes. */
export function Breadcrumb({ canShowTree }: { readonly canShowTree: boolean }) {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const { workspace } = useStore(shell.navigation.store);
  const { nodeId, childId } = placeOf(shell) ?? { nodeId: null, childId: null };
  return (
    <nav className="ws-breadcrumb" aria-label={t('nodeTree')} data-region data-command-scope="" tabIndex={-1}>
      {canShowTree ? (
        <Tooltip content={t('showTree')} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<PanelLeftExpand20Regular />}
            onClick={() => void shell.attempt(() => shell.settings.set({ isTreeMinimised: false }))}
          />
        </Tooltip>
      ) : null}
      {nodesOf(shell.features, workspace).map((node) => (
        <Fragment key={node.id}>
          <Button
            size="small"
            appearance="subtle"
            aria-current={node.id === nodeId && childId === null ? 'page' : undefined}
            onClick={() => shell.goTo(node.id)}
          >
            {shell.text(node.label)}
          </Button>
          {node.id === nodeId && childId !== null ? <FolderPath node={node} childId={childId} /> : null}
        </Fragment>
      ))}
    </nav>
  );
}
