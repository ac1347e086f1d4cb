import type { PositioningVirtualElement } from '@fluentui/react-components';
import {
  AppsListDetail20Regular,
  BracesVariable20Regular,
  BranchFork20Regular,
  DatabaseSearch20Regular,
  DocumentQuestionMark20Regular,
  DocumentSearch20Regular,
  FolderSearch20Regular,
  KeyMultiple20Regular,
  LocalLanguage20Regular,
  WindowSettings20Regular,
} from '@fluentui/react-icons';
import { type MouseEvent, type ReactElement, useId, useRef, useState } from 'react';
import type { ConditionNode } from '#shared/model/condition';
import { type ConditionTestKind, readConditionTest } from '#shared/model/conditions/condition-kinds';
import type { NodeDetail } from '#shared/model/sequence';
import { conditionParts, conditionSentence, conditionText } from '#shared/text/condition-parts';
import { ChoiceList } from '../../../components/choice-dropdown.tsx';
import { State } from '../../../components/state.tsx';
import { useUndoPlace } from '../properties/use-undo-place.ts';
import { usePaste } from '../use-paste.ts';
import { useWords } from '../use-words.ts';
import { AddMenu, ConditionMenu, LineButtons } from './condition-bar.tsx';
import { type ConditionLine, type ConditionPath, listLines, nodeAt, replaceNode, samePath } from './condition-edit.ts';
import { onClipboardKey, onListKey } from './condition-keys.ts';
import { operatorNames, operators } from './condition-names.ts';
import { firstIndent, levelIndent } from './condition-place.ts';
import { type DropHint, useDraggableLine, useDropLines } from './use-condition-drag.ts';
import { type ListModel, useConditions } from './use-conditions.ts';
import { useLineProblems, useRequestedLine } from './use-line-problems.ts';

const operatorEnds = {
  and: 'conditions.ofTheseAll',
  or: 'conditions.ofTheseAny',
  not: 'conditions.ofTheseNone',
} as const;

const icons: Readonly<Record<ConditionTestKind, ReactElement>> = {
  'if-statement': <BranchFork20Regular />,
  variable: <BracesVariable20Regular />,
  'os-platforms': <WindowSettings20Regular />,
  'os-version': <WindowSettings20Regular />,
  'os-language': <LocalLanguage20Regular />,
  file: <DocumentSearch20Regular />,
  folder: <FolderSearch20Regular />,
  registry: <KeyMultiple20Regular />,
  query: <DatabaseSearch20Regular />,
  software: <AppsListDetail20Regular />,
};

/** What is kept as it is has the sign of what nobody knows. */
function lineIcon(node: ConditionNode): ReactElement {
  const test = readConditionTest(node);
  return test === null ? <DocumentQuestionMark20Regular /> : icons[test.kind];
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
      <ChoiceList
        className="se-cond-kind"
        aria-label={words('conditions.kind')}
        value={operator}
        choices={operators.map((value) => ({ value, text: words(operatorNames[value]) }))}
        isDisabled={model.isReadOnly}
        change={(chosen) => {
          const next = operators.find((one) => one === chosen);
          if (next === undefined || model.condition === null) return;
          model.write(replaceNode(model.condition, path, { ...node, operator: next }), 'condition-changed', path);
        }}
      />
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

/** The mark of a drag: a line at an edge; an If statement that takes it in has a frame instead. */
function DropLine({ hint }: { readonly hint: DropHint }) {
  const words = useWords();
  if (hint.refusal === 'into-itself') return <span className="se-drop-reason">{words('conditions.dropRefused')}</span>;
  if (hint.refusal !== null || hint.edge === 'into') return null;
  const left = firstIndent + (hint.level - 1) * levelIndent;
  return <span className="se-drop-line" style={{ left, [hint.edge]: -1 }} />;
}

interface LineProps {
  readonly model: ListModel;
  readonly line: ConditionLine;
  readonly list: string;
  readonly index: number;
  readonly isActive: boolean;
  readonly hint: DropHint | null;
  readonly problem: string | undefined;
  readonly onMenu: (event: MouseEvent, path: ConditionPath) => void;
}

function Line({ model, line, list, index, isActive, hint, problem, onMenu }: LineProps) {
  const words = useWords();
  const { path, node } = line;
  const element = useRef<HTMLDivElement>(null);
  const text = conditionText(words, node);
  useDraggableLine(element, { list, path, label: text, isEditable: !model.isReadOnly });
  const isInto = hint?.edge === 'into' && hint.refusal === null;
  return (
    <div
      ref={element}
      id={`${list}-${index}`}
      role="treeitem"
      aria-level={path.length}
      {...(node.kind === 'operator' ? {} : { 'aria-label': problem === undefined ? text : `${text}. ${problem}` })}
      aria-selected={isActive}
      className={`se-cond${isActive ? ' se-selected' : ''}${isInto ? ' se-cond-into' : ''}`}
      style={{ paddingLeft: firstIndent + (path.length - 1) * levelIndent }}
      onClick={() => model.select(path)}
      onContextMenu={(event) => onMenu(event, path)}
      onDoubleClick={() => {
        if (node.kind !== 'operator' && !model.isReadOnly) model.edit(path);
      }}
    >
      {path.slice(1).map((_, level) => (
        <span key={level} className="se-cond-rule" style={{ left: 14 + level * levelIndent }} aria-hidden="true" />
      ))}
      {node.kind === 'operator' ? <GroupLine model={model} path={path} node={node} /> : <TextLine node={node} />}
      {problem === undefined ? null : (
        <span className="se-problem-mark" title={problem}>
          <State name="warning" isIconOnly />
        </span>
      )}
      {hint === null ? null : <DropLine hint={hint} />}
    </div>
  );
}

interface LinesProps {
  readonly model: ListModel;
  readonly problems: ReadonlyMap<number, string>;
}

function Lines({ model, problems }: LinesProps) {
  const words = useWords();
  const list = useId();
  const element = useRef<HTMLDivElement>(null);
  const hint = useDropLines(element, list, model);
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
        ref={element}
        role="tree"
        tabIndex={0}
        className="se-cond-list"
        aria-label={words('conditions.list')}
        aria-description={words('conditions.keys')}
        {...(active < 0 ? {} : { 'aria-activedescendant': `${list}-${active}` })}
        onKeyDown={(event) => onListKey(model, event)}
        onFocus={() => {
          // The list is one stop of Tab: a line has to be there for the arrows to start from.
          if (active < 0) model.select(lines[0]?.path ?? null);
        }}
        onContextMenu={(event) => {
          if (event.target === event.currentTarget) openMenu(event, null);
        }}
      >
        {lines.map((line, index) => (
          <Line
            key={line.path.join('.')}
            {...{ model, line, list, index }}
            isActive={index === active}
            hint={hint?.line === index ? hint : null}
            problem={problems.get(index)}
            onMenu={openMenu}
          />
        ))}
      </div>
      <ConditionMenu model={model} target={menu} onClose={() => setMenu(null)} />
    </>
  );
}

/** What the whole tree says; a single line says it already. */
function Sentence({ model }: { readonly model: ListModel }) {
  const words = useWords();
  if (listLines(model.condition).length < 2) return null;
  return (
    <p className="se-cond-sentence">
      <span className="ws-muted">{words('conditions.sentence')} </span>
      {conditionSentence(words, model.condition).map((part, index) =>
        part.isValue ? <b key={index}>{part.text}</b> : <span key={index}>{part.text}</span>,
      )}
    </p>
  );
}

/** What tells a line from another; an If statement has lines of its own for what is in it. */
function lineKey({ path, node }: ConditionLine): string {
  return JSON.stringify([path.length, { ...node, key: null, ...(node.kind === 'operator' ? { children: [] } : {}) }]);
}

/** When the step runs: one sentence per line, nested by a line at the left. */
export function ConditionList({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const model = useConditions(node);
  const section = useRef<HTMLElement>(null);
  usePaste(
    (focus) => !model.isReadOnly && section.current?.contains(focus) === true,
    (text) => model.paste('after', text),
  );
  const lines = listLines(model.condition);
  useUndoPlace(section, lines.map(lineKey), (at) => model.select(lines[at]?.path ?? null));
  const problems = useLineProblems(node);
  useRequestedLine(node, model, lines);
  const said = problems.get(lines.findIndex((line) => samePath(line.path, model.selected)));
  const isEmpty = (node.condition?.children.length ?? 0) === 0;
  const isSeveral = (node.condition?.children.length ?? 0) > 1;
  const chosen = model.selected === null ? null : nodeAt(model.condition, model.selected);
  const isKept = chosen !== null && readConditionTest(chosen) === null;
  return (
    <section
      ref={section}
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
      {isEmpty ? null : <Lines model={model} problems={problems} />}
      {said === undefined ? null : <p className="se-warning se-cond-none">{said}</p>}
      {isKept ? <p className="ws-muted ws-small se-cond-none">{words('conditions.keptKinds')}</p> : null}
      <Sentence model={model} />
    </section>
  );
}
