import {
  Button,
  Dropdown,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Option,
} from '@fluentui/react-components';
import {
  Add16Regular,
  ArrowDown16Regular,
  ArrowUp16Regular,
  BracesVariable20Regular,
  ChevronDown12Regular,
  Delete16Regular,
  DocumentQuestionMark20Regular,
  DocumentSearch20Regular,
  WindowSettings20Regular,
} from '@fluentui/react-icons';
import { type KeyboardEvent, type ReactElement, useState } from 'react';
import { type Condition, type ConditionNode, type ConditionOperator, expressionTypes } from '#shared/model/condition';
import type { NodeDetail } from '#shared/model/sequence';
import { conditionParts, conditionText } from '#shared/text/condition-parts';
import { useShell, useSlice } from '../../../app/shell-context.tsx';
import { askCondition } from '../store/step-actions.ts';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';
import {
  addNode,
  type ConditionPath,
  isVariableTest,
  listLines,
  moveNode,
  newGroup,
  nodeAt,
  removeNode,
  replaceNode,
  samePath,
  type VariableTest,
  writeVariableTest,
} from './condition-edit.ts';

const operators: readonly ConditionOperator[] = ['and', 'or', 'not'];
const operatorNames = { and: 'conditions.all', or: 'conditions.any', not: 'conditions.noneOf' } as const;
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

interface ListModel {
  readonly condition: Condition | null;
  readonly selected: ConditionPath | null;
  readonly isReadOnly: boolean;
  readonly select: (path: ConditionPath | null) => void;
  readonly write: (condition: Condition | null, selected?: ConditionPath | null) => void;
  readonly openVariable: (path: ConditionPath | null) => void;
  readonly move: (step: 1 | -1) => void;
  readonly remove: () => void;
}

/** What the buttons and keys of the list do. Every change is one edit of the whole condition. */
function useConditions(node: NodeDetail): ListModel {
  const editor = useEditor();
  const shell = useShell();
  const [selected, select] = useState<ConditionPath | null>(null);
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const { condition } = node;
  const write = (next: Condition | null, path: ConditionPath | null = null) => {
    select(path);
    void editor.session.apply([{ kind: 'setCondition', id: node.id, condition: next }]);
  };
  const take = (path: ConditionPath | null, old: ConditionNode | null, made: VariableTest | undefined) => {
    if (made === undefined) return;
    const test = isVariableTest(old) ? old : null;
    const written = writeVariableTest(made, test);
    if (test !== null && path !== null && condition !== null) {
      write(replaceNode(condition, path, written), path);
      return;
    }
    const added = addNode(condition, selected, written);
    write(added.condition, added.path);
  };
  return {
    condition,
    selected,
    isReadOnly,
    select,
    write,
    openVariable: (path) => {
      const old = path === null ? null : nodeAt(condition, path);
      void shell.attempt(() => askCondition(shell, old).then((made) => take(path, old, made)));
    },
    move: (step) => {
      const moved = condition === null || selected === null ? null : moveNode(condition, selected, step);
      if (moved !== null) write(moved.condition, moved.path);
    },
    remove: () => {
      if (condition !== null && selected !== null) write(removeNode(condition, selected));
    },
  };
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
        size="small"
        className="se-cond-kind"
        aria-label={words('conditions.kind')}
        value={words(operatorNames[operator])}
        selectedOptions={[operator]}
        disabled={model.isReadOnly}
        onOptionSelect={(_event, data) => {
          const next = operators.find((one) => one === data.optionValue);
          if (next === undefined || model.condition === null) return;
          model.write(replaceNode(model.condition, path, { ...node, operator: next }), path);
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

/** Keys of the list: arrows select, Alt+arrows move, Enter edits, Del removes. */
function useListKeys(model: ListModel) {
  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const lines = listLines(model.condition);
    const at = lines.findIndex((line) => samePath(line.path, model.selected));
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      event.stopPropagation();
      if (event.altKey && !model.isReadOnly) model.move(step);
      else model.select(lines[Math.max(0, Math.min(at + step, lines.length - 1))]?.path ?? null);
    } else if (event.key === 'Delete' && !model.isReadOnly) {
      event.preventDefault();
      event.stopPropagation();
      model.remove();
    } else if (event.key === 'Enter' && model.selected !== null && !model.isReadOnly) {
      event.preventDefault();
      if (isVariableTest(nodeAt(model.condition, model.selected))) model.openVariable(model.selected);
    }
  };
}

function Lines({ model }: { readonly model: ListModel }) {
  const words = useWords();
  const onKeyDown = useListKeys(model);
  const lines = listLines(model.condition);
  const active = lines.findIndex((line) => samePath(line.path, model.selected));
  return (
    <div
      role="tree"
      tabIndex={0}
      className="se-cond-list"
      aria-label={words('conditions.list')}
      {...(active < 0 ? {} : { 'aria-activedescendant': `se-cond-${active}` })}
      onKeyDown={onKeyDown}
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
  );
}

function AddMenu({ model }: { readonly model: ListModel }) {
  const words = useWords();
  const addGroup = (operator: ConditionOperator) => {
    const added = addNode(model.condition, model.selected, newGroup(operator));
    model.write(added.condition, added.path);
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" icon={<Add16Regular />} disabled={model.isReadOnly}>
          {words('conditions.add')}
          <ChevronDown12Regular className="se-menu-chevron" />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {operators.map((operator) => (
            <MenuItem key={operator} onClick={() => addGroup(operator)}>
              {words('conditions.ifStatement', { which: words(operatorNames[operator]) })}
            </MenuItem>
          ))}
          <MenuItem onClick={() => model.openVariable(null)}>{words('conditions.variable')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function LineButtons({ model }: { readonly model: ListModel }) {
  const words = useWords();
  const { condition, selected, isReadOnly } = model;
  const node = selected === null ? null : nodeAt(condition, selected);
  const can = (step: 1 | -1) =>
    !isReadOnly && condition !== null && selected !== null && moveNode(condition, selected, step) !== null;
  const button = { size: 'small', appearance: 'subtle' } as const;
  return (
    <>
      <Button {...button} disabled={isReadOnly || !isVariableTest(node)} onClick={() => model.openVariable(selected)}>
        {words('conditions.edit')}
      </Button>
      <Button
        {...button}
        icon={<ArrowUp16Regular />}
        aria-label={words('conditions.up')}
        disabled={!can(-1)}
        onClick={() => model.move(-1)}
      />
      <Button
        {...button}
        icon={<ArrowDown16Regular />}
        aria-label={words('conditions.down')}
        disabled={!can(1)}
        onClick={() => model.move(1)}
      />
      <Button {...button} icon={<Delete16Regular />} disabled={isReadOnly || node === null} onClick={model.remove}>
        {words('conditions.remove')}
      </Button>
      <Button {...button} disabled={isReadOnly || condition === null} onClick={() => model.write(null)}>
        {words('conditions.removeAll')}
      </Button>
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
    <section className="se-conditions" aria-label={words('conditions.list')}>
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
