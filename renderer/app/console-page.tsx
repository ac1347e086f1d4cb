import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isFocusLost, returnToPage } from '../a11y/focus-place.ts';
import { Splitter } from '../components/splitter.tsx';
import { useWindowSize } from '../components/use-window-size.ts';
import { Breadcrumb } from './breadcrumb.tsx';
import { NodeTree } from './node-tree.tsx';
import { nodesOf, placeOf } from './nodes.ts';
import { usePaneSize, useShell } from './shell-context.tsx';
import { useNodeFocus } from './use-page-focus.ts';

/** Node tree at the left, the page of the node at the right. */
export function ConsolePage() {
  const shell = useShell();
  const { workspace } = useStore(shell.navigation.store);
  const console = useNodeFocus(`${workspace} ${placeOf(shell)?.nodeId ?? ''}`);
  return (
    <div ref={console} className="ws-page" data-page={placeOf(shell)?.nodeId}>
      <Panes />
    </div>
  );
}

/** A focus that goes with the tree comes to the page: the keys work on. */
function useFocusWithoutTree(hasTree: boolean): void {
  const hadTree = useRef(hasTree);
  useEffect(() => {
    if (hadTree.current && !hasTree && isFocusLost(document)) returnToPage(document);
    hadTree.current = hasTree;
  }, [hasTree]);
}

function Panes() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const { workspace } = useStore(shell.navigation.store);
  const isTreeMinimised = useStore(shell.settings.store, (state) => state.settings.isTreeMinimised);
  const { isNarrow } = useWindowSize();
  const pane = usePaneSize('node-tree', 248);
  const place = placeOf(shell);
  const node = nodesOf(shell.features, workspace).find((one) => one.id === place?.nodeId);
  const page = node === undefined ? null : <node.Page key={node.id} childId={place?.childId ?? null} />;
  const hasTree = !isTreeMinimised && !isNarrow;
  useFocusWithoutTree(hasTree);
  // One structure whatever is beside the page: it stays the same page when the tree goes and comes back.
  return (
    <>
      {hasTree ? null : <Breadcrumb canShowTree={!isNarrow} />}
      <Splitter
        direction="row"
        side="start"
        size={pane.size}
        minimum={180}
        maximum={400}
        onSize={pane.setSize}
        name={t('nodeTree')}
        restName={t('page')}
        start={hasTree ? <NodeTree /> : null}
        end={page}
      />
    </>
  );
}
