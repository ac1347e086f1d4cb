import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
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

function Panes() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const { workspace } = useStore(shell.navigation.store);
  const isTreeMinimised = useStore(shell.settings.store, (state) => state.settings.isTreeMinimised);
  const { isNarrow } = useWindowSize();
  const pane = usePaneSize('node-tree', 236);
  const place = placeOf(shell);
  const node = nodesOf(shell.features, workspace).find((one) => one.id === place?.nodeId);
  const page = node === undefined ? null : <node.Page key={node.id} childId={place?.childId ?? null} />;
  if (isTreeMinimised || isNarrow) {
    return (
      <>
        <Breadcrumb canShowTree={!isNarrow} />
        {page}
      </>
    );
  }
  return (
    <Splitter
      direction="row"
      side="start"
      size={pane.size}
      minimum={180}
      maximum={400}
      onSize={pane.setSize}
      name={t('nodeTree')}
      restName={t('page')}
      start={<NodeTree />}
      end={page}
    />
  );
}
