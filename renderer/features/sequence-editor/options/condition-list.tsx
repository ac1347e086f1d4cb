import { Dropdown, Option, type PositioningVirtualElement } from '@fluentui/react-components';
import {
  BracesVariable20Regular,
  DocumentQuestionMark20Regular,
  DocumentSearch20Regular,
  WindowSettings20Regular,
} from '@fluentui/react-icons';
import { type MouseEvent, type ReactElement, useState } from 'react';
import { type ConditionNode, expressionTypes } from '#shared/model/condition';
import type { NodeDetail } from '#shared/model/sequence';
import { conditionParts, conditionText } from '#shared/text/condition-parts';
import { useWords } from '../use-words.ts';
import { AddMenu, ConditionMenu, LineButtons, operatorNames, operators } from './condition-bar.tsx';
import { type ConditionPath, isVariableTest, listLines, nodeAt, replaceNode, samePath } from './condition-edit.ts';
import { onClipboardKey, onListKey } from './condition-keys.ts';
import { type ListModel, useConditions } from './use-conditions.ts';

const operatorEnds = {
  and: 'conditions.ofTheseAll',
  or: 'conditions.ofTheseAny',
  not: 'conditions.ofTheseNone',
} as const;

function lineIcon(node: ConditionNode): ReactElement {
  if (node.kind === 'unknown') return <DocumentQuestionMark20Regular />;
  const type = node.kind === 'expression' ? node.type : '';
  if (type === expressionTypes.variable) return <BracesVariable20Regular />;
  const isPlace = type === expressionTypes.file || type === expressionTypes.folder;
  return isPlace ? <DocumentSearch20Regular /> : <WindowSettings20Regular />;
}

function GroupLine({
  model,
  path,
  node,
}: {
  readonly model: ListModel;
  readonly path: ConditionPath;
  readonly node: ConditionNode;
}) {
  const words = useWords();
  if (node.kind !== 'operator') return null;
  const { operator } = node;
  return (
    <>
      <Dropdown
        // Nothing is cleared here, and its hidden button has words of the library.
        clearButton={null}
        size="small"
        className="se-cond-kind"
        aria-label={words('conditions.kind')}
        value={words(operatorNames[operator])}
        selectedOptions={[operator]}
        disabled={model.isReadOnly}
        onOptionSelect={(_event, data) => {
          const next = operators.find((one) => one === data.optionValue);
          if (next === undefined || model.condition === null) return;
          model.write(replaceNode(model.condition, path, { ...node, operator: next }), 'condition-changed', path);
        }}
      >
        {operators.map((one) => (
          <Option key={one} value={one}>
            {words(operatorNames[one])}
          </Option>
        ))}
      </Dropdown>
      <span className="ws-muted">{words(operatorEnds[operator])}</span>
      {node.children.length === 0 ? <span className="ws-muted"> – {words('conditions.emptyGroup')}</span> : null}
    </>
  );
}

function TextLine({ node }: { readonly node: ConditionNode }) {
  const words = useWords();
  return (
    <>
      <span className="se-cond-icon">{lineIcon(node)}</span>
      <span className="se-cond-text" title={conditionText(words, node)}>
        {conditionParts(words, node).map((part, index) =>
          part.isValue ? <b key={index}>{part.text}</b> : <span key={index}>{part.text}</span>,
        )}
      </span>
    </>
  );
}

function Lines({ model }: { readonly model: ListModel }) {
  const words = useWords();
  const [menu, setMenu] = useState<PositioningVirtualElement | null>(null);
  const openMenu = (event: MouseEvent, path: ConditionPath | null) => {
    event.preventDefault();
    if (path !== null) model.select(path);
    const isKey = event.clientX === 0 && event.clientY === 0;
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = isKey ? [box.left + 40, box.top + 28] : [event.clientX, event.clientY];
    setMenu({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) });
  };
  const lines = listLines(model.condition);
  const active = lines.findIndex((line) => samePath(line.path, model.selected));
  return (
    <>
      <div
        role="tree"
        tabIndex={0}
        className="se-cond-list"
        aria-label={words('conditions.list')}
        {...(active < 0 ? {} : { 'aria-activedescendant': `se-cond-${active}` })}
        onKeyDown={(event) => onListKey(model, event)}
        onFocus={() => {
          // The list is one stop of Tab: a line has to be there for the arrows to start from.
          if (active < 0) model.select(lines[0]?.path ?? null);
        }}
        onContextMenu={(event) => {
          if (event.target === event.currentTarget) openMenu(event, null);
        }}
      >
        {lines.map(({ path, node }, index) => (
          <div
            key={path.join('.')}
            id={`se-cond-${index}`}
            role="treeitem"
            aria-level={path.length}
            {...(node.kind === 'operator' ? {} : { 'aria-label': conditionText(words, node) })}
            aria-selected={index === active}
            className={`se-cond${index === active ? ' se-selected' : ''}`}
            style={{ paddingLeft: 4 + (path.length - 1) * 24 }}
            onClick={() => model.select(path)}
            onContextMenu={(event) => openMenu(event, path)}
            onDoubleClick={() => {
              if (isVariableTest(node) && !model.isReadOnly) model.openVariable(path);
            }}
          >
            {path.slice(1).map((_, level) => (
              <span key={level} className="se-cond-rule" style={{ left: 14 + level * 24 }} aria-hidden="true" />
            ))}
            {node.kind === 'operator' ? <GroupLine model={model} path={path} node={node} /> : <TextLine node={node} />}
          </div>
        ))}
      </div>
      <ConditionMenu model={model} target={menu} onClose={() => setMenu(null)} />
    </>
  );
}

/** When the step runs: one sentence per line, nested by a line at the left. */
export function ConditionList({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const model = useConditions(node);
  const isEmpty = (node.condition?.children.length ?? 0) === 0;
  const isSeveral = (node.condition?.children.length ?? 0) > 1;
  const chosen = model.selected === null ? null : nodeAt(model.condition, model.selected);
  const isKept = chosen !== null && chosen.kind !== 'operator' && !isVariableTest(chosen);
  return (
    <section
      className="se-conditions"
      aria-label={words('conditions.list')}
      onKeyDown={(event) => onClipboardKey(model, event)}
    >
      <div className="se-cond-bar">
        <strong>{words(node.kind === 'group' ? 'conditions.titleGroup' : 'conditions.title')}</strong>
        <span className="ws-grow" />
        <AddMenu model={model} />
        <LineButtons model={model} />
      </div>
      {isEmpty ? <p className="ws-muted se-cond-none">{words('conditions.none')}</p> : null}
      {isSeveral ? <p className="ws-muted se-cond-all">{words('conditions.allOf')}</p> : null}
      {isEmpty ? null : <Lines model={model} />}
      {isKept ? <p className="ws-muted ws-small se-cond-none">{words('conditions.keptKinds')}</p> : null}
    </section>
  );
}
