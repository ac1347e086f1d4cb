import { Button, Menu, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import { ChevronRight12Regular, PanelLeftContract20Regular } from '@fluentui/react-icons';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { returnToPage } from '../a11y/focus-place.ts';
import { CommandMenu } from '../commands/command-menu.tsx';
import type { Place } from '../stores/navigation.ts';
import { nodesOf, placeOf } from './nodes.ts';
import { useAnswer, useShell } from './shell-context.tsx';
import type { NodeChild, NodeDefinition, Shell } from './types.ts';
import { CutText } from '../components/cut-text.tsx';

/** One visible row of the tree, nodes and their children alike. */
interface Row {
  readonly key: string;
  readonly node: NodeDefinition;
  readonly childId: string | null;
  readonly label: string;
  readonly icon: ReactElement;
  readonly count: number | undefined;
  readonly level: number;
  readonly hasChildren: boolean;
  readonly dragData: NodeChild['dragData'];
}

const noChildren = (): readonly NodeChild[] => [];

function childRows(
  node: NodeDefinition,
  all: readonly NodeChild[],
  parentId: string | null,
  level: number,
  closed: ReadonlySet<string>,
): Row[] {
  return all
    .filter((child) => child.parentId === parentId)
    .flatMap((child) => {
      const key = `${node.id}/${child.id}`;
      const hasChildren = all.some((other) => other.parentId === child.id);
      const row: Row = {
        key,
        node,
        childId: child.id,
        label: child.label,
        icon: child.icon,
        count: child.count,
        level,
        hasChildren,
        dragData: child.dragData,
      };
      return [row, ...(closed.has(key) ? [] : childRows(node, all, child.id, level + 1, closed))];
    });
}

/** Things dragged from a list, and rows of the tree itself, may be dropped on a row when its node takes them. */
function useDragAndDrop({ node, childId, dragData }: Row) {
  const shell = useShell();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = element.current;
    if (row === null || dragData === undefined) return undefined;
    return draggable({ element: row, getInitialData: () => ({ ...dragData }) });
  }, [dragData]);
  const [isDropTarget, setDropTarget] = useState(false);
  useEffect(() => {
    const target = element.current;
    const drop = node.drop;
    if (target === null || drop === undefined) return undefined;
    return dropTargetForElements({
      element: target,
      canDrop: ({ source }) => drop.accepts(shell, source.data, childId),
      onDragEnter: () => setDropTarget(true),
      onDragLeave: () => setDropTarget(false),
      onDrop: ({ source }) => {
        setDropTarget(false);
        drop.drop(shell, source.data, childId);
      },
    });
  }, [shell, node, childId]);
  return { element, isDropTarget };
}

function NodeRow({
  row,
  isCurrent,
  isFocusable,
  isOpen,
  onToggle,
}: {
  readonly row: Row;
  readonly isCurrent: boolean;
  readonly isFocusable: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const shell = useShell();
  const { node, childId } = row;
  const { element, isDropTarget } = useDragAndDrop(row);
  const go = (): void => shell.goTo(node.id, childId);
  return (
    <div
      ref={element}
      role="treeitem"
      className={`ws-node ${isDropTarget ? 'is-drop' : ''}`}
      style={{ paddingLeft: 4 + (row.level - 1) * 16 }}
      aria-level={row.level}
      aria-selected={isCurrent}
      aria-current={isCurrent ? 'page' : undefined}
      aria-expanded={row.hasChildren ? isOpen : undefined}
      tabIndex={isFocusable ? 0 : -1}
      data-node={row.key}
      onClick={go}
      onContextMenu={go}
    >
      <span
        className={`ws-node-chevron ${isOpen ? 'is-open' : ''}`}
        onClick={(event) => {
          event.stopPropagation();
          onToggle();
        }}
      >
        {row.hasChildren ? <ChevronRight12Regular /> : null}
      </span>
      {row.icon}
      <span className="ws-node-label">
        <CutText>{row.label}</CutText>
      </span>
      {row.count === undefined ? null : <span className="ws-node-count">{shell.format.number(row.count)}</span>}
    </div>
  );
}

/** The children of a node come from a hook of its feature, so each node is a component of its own. */
function NodeRows({
  node,
  closed,
  onRows,
}: {
  readonly node: NodeDefinition;
  readonly closed: ReadonlySet<string>;
  readonly onRows: (rows: readonly Row[]) => ReactElement[];
}) {
  const shell = useShell();
  const useChildren = node.useChildren ?? noChildren;
  const children = useChildren();
  const { data: summary } = useAnswer('site.summary', {});
  const count = summary === null ? undefined : node.count?.(summary);
  const label = shell.text(node.label);
  const first: Row = {
    key: node.id,
    node,
    childId: null,
    label,
    icon: node.icon,
    count,
    level: 1,
    hasChildren: children.length > 0,
    dragData: undefined,
  };
  return <>{onRows([first, ...(closed.has(node.id) ? [] : childRows(node, children, null, 2, closed))])}</>;
}

function moveFocus(tree: HTMLElement, step: 1 | -1 | 'first' | 'last'): void {
  const rows = [...tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = step === 'first' ? rows[0] : step === 'last' ? rows.at(-1) : rows[at + step];
  next?.focus();
}

/** Left on a closed row goes to the row above it in the tree, Right on an open one to its first child. */
function moveLevel(tree: HTMLElement, step: 1 | -1): void {
  const rows = [...tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const level = (row: HTMLElement | undefined): number => Number(row?.getAttribute('aria-level') ?? 0);
  const here = level(rows[at]);
  if (step === 1 && level(rows[at + 1]) > here) rows[at + 1]?.focus();
  if (step === -1)
    rows
      .slice(0, at)
      .findLast((row) => level(row) < here)
      ?.focus();
}

/** Arrows move, Enter opens, Left and Right close and open a branch. */
function onTreeKey(
  event: KeyboardEvent<HTMLDivElement>,
  shell: Shell,
  toggle: (key: string, open?: boolean) => void,
): void {
  const focused = document.activeElement?.getAttribute('data-node') ?? '';
  const [nodeId = '', childId] = focused.split('/');
  const expanded = document.activeElement?.getAttribute('aria-expanded');
  const tree = event.currentTarget;
  const actions: Record<string, () => void> = {
    ArrowDown: () => moveFocus(event.currentTarget, 1),
    ArrowUp: () => moveFocus(event.currentTarget, -1),
    Home: () => moveFocus(event.currentTarget, 'first'),
    End: () => moveFocus(event.currentTarget, 'last'),
    ArrowLeft: () => (expanded === 'true' ? toggle(focused, false) : moveLevel(tree, -1)),
    ArrowRight: () => (expanded === 'false' ? toggle(focused, true) : moveLevel(tree, 1)),
    Enter: () => shell.goTo(nodeId, childId ?? null),
    ' ': () => shell.goTo(nodeId, childId ?? null),
  };
  const action = actions[event.key];
  // A command of the row that has the focus: the keys of the registry come after this, at the page.
  if (event.key === 'F2' || event.key === 'Delete') shell.goTo(nodeId, childId ?? null);
  if (action === undefined) return;
  event.preventDefault();
  action();
}

/** Which branches are closed; a branch without a wish is turned over. */
function useClosed() {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string, open?: boolean): void =>
    setClosed((before) => {
      const next = new Set(before);
      if (open ?? next.has(key)) next.delete(key);
      else next.add(key);
      return next;
    });
  return { closed, toggle };
}

const keyOf = ({ nodeId, childId }: Place): string => (childId === null ? nodeId : `${nodeId}/${childId}`);

/** A place that is gone or lies in a closed branch leaves the tab stop to its node: the tree stays reachable. */
function tabStop(rows: readonly Row[], nodeId: string, place: Place | undefined): string | null {
  if (place?.nodeId !== nodeId) return null;
  const key = keyOf(place);
  return rows.some((row) => row.key === key) ? key : nodeId;
}

/** The library gives the focus back to what opened a menu; the tree itself takes none, its rows do. */
const returnToTree = (): void => returnToPage(document);

/** The context menu of the tree, when the open node has one. */
function WithMenu({ scope, children }: { readonly scope: string | undefined; readonly children: ReactElement }) {
  if (scope === undefined) return children;
  return (
    <Menu openOnContext onOpenChange={(_event, { open }) => (open ? undefined : requestAnimationFrame(returnToTree))}>
      <MenuTrigger disableButtonEnhancement>{children}</MenuTrigger>
      <MenuPopover>
        <CommandMenu scope={scope} />
      </MenuPopover>
    </Menu>
  );
}

/** The nodes of the workspace. Arrows move, Enter opens, Left and Right close and open a branch. */
export function NodeTree() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const { workspace } = useStore(shell.navigation.store);
  const { closed, toggle } = useClosed();
  const place = placeOf(shell);
  const currentKey = place === undefined ? '' : keyOf(place);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => onTreeKey(event, shell, toggle);
  const menuScope = nodesOf(shell.features, workspace).find((node) => node.id === place?.nodeId)?.menuScope;
  const list = (
    <div role="tree" aria-label={t(`workspace.${workspace}`)} onKeyDown={onKeyDown}>
      {nodesOf(shell.features, workspace).map((node) => (
        <NodeRows
          key={node.id}
          node={node}
          closed={closed}
          onRows={(rows) =>
            rows.map((row) => (
              <NodeRow
                key={row.key}
                row={row}
                isCurrent={row.key === currentKey}
                isFocusable={row.key === tabStop(rows, node.id, place)}
                isOpen={!closed.has(row.key)}
                onToggle={() => toggle(row.key)}
              />
            ))
          }
        />
      ))}
    </div>
  );
  return (
    <nav
      className="ws-nodetree"
      aria-label={t('nodeTree')}
      data-region
      data-command-scope={menuScope ?? ''}
      tabIndex={-1}
    >
      <div className="ws-nodetree-head">
        <h2>{t(`workspace.${workspace}`)}</h2>
        <Tooltip content={t('minimiseTree')} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<PanelLeftContract20Regular />}
            onClick={() => void shell.attempt(() => shell.settings.set({ isTreeMinimised: true }))}
          />
        </Tooltip>
      </div>
      <WithMenu scope={menuScope}>{list}</WithMenu>
    </nav>
  );
}
