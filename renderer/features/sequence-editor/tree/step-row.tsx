import { Input, TreeItem, TreeItemLayout } from '@fluentui/react-components';
import {
  ArrowForward16Regular,
  ChevronDown12Regular,
  ChevronRight12Regular,
  FilterFilled,
} from '@fluentui/react-icons';
import { memo, type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useShell } from '../../../app/shell-context.tsx';
import { State } from '../../../components/state.tsx';
import { markHit, typeLabel } from '../model/find.ts';
import type { RowMark } from '../model/problem-marks.ts';
import type { ViewRow } from '../model/view-rows.ts';
import { problemText } from '../problem-words.ts';
import { useWords } from '../use-words.ts';
import { makeDraggable } from './drag-source.ts';
import { levelIndent } from './drop-place.ts';
import { CutText } from '../../../components/cut-text.tsx';
import { StepIcon } from '../../../components/step-icon.tsx';

interface StepRowProps {
  readonly item: ViewRow;
  readonly top: number;
  readonly isSelected: boolean;
  readonly isRenaming: boolean;
  readonly isDropTarget: boolean;
  readonly findText: string;
  readonly isHit: boolean;
  readonly isEditable: boolean;
  readonly mark: RowMark | undefined;
  readonly onPress: (item: ViewRow, event: MouseEvent) => void;
  readonly onMenu: (item: ViewRow, event: MouseEvent) => void;
  readonly onToggle: (item: ViewRow) => void;
  readonly onRename: (item: ViewRow, name: string | null) => void;
  readonly dragged: (item: ViewRow) => { ids: readonly string[]; label: string };
}

function ProblemMark({ mark }: { readonly mark: RowMark }) {
  const words = useWords();
  const shell = useShell();
  const { count, first } = mark;
  const said = mark.isBelow
    ? words('tree.problemsBelow', { count })
    : words('tree.problems', { count, text: problemText(words, first, shell.format) });
  return (
    <span className="se-problem-mark" title={said}>
      <State name={mark.level} isIconOnly>
        {said}
      </State>
      {mark.isBelow ? <span aria-hidden="true">{count}</span> : null}
    </span>
  );
}

function Marks({ item, mark }: Pick<StepRowProps, 'item' | 'mark'>) {
  const words = useWords();
  const { row } = item;
  return (
    <span className="se-marks">
      {row.disabled ? <span className="se-badge se-outline">{words('tree.disabled')}</span> : null}
      {!row.disabled && item.isDisabledByGroup ? (
        <span className="se-badge se-outline">{words('tree.disabledByGroup')}</span>
      ) : null}
      {row.conditionCount === 0 ? null : (
        <span
          className="se-badge se-brand"
          role="img"
          aria-label={words('tree.conditions', { count: row.conditionCount })}
          title={words('tree.conditions', { count: row.conditionCount })}
        >
          <FilterFilled fontSize={10} />
          {row.conditionCount}
        </span>
      )}
      {row.continueOnError ? (
        <span
          className="se-badge"
          role="img"
          aria-label={words('tree.continueOnError')}
          title={words('tree.continueOnError')}
        >
          <ArrowForward16Regular />
        </span>
      ) : null}
      {mark === undefined ? null : <ProblemMark mark={mark} />}
    </span>
  );
}

function NameField(props: { readonly name: string; readonly onDone: (name: string | null) => void }) {
  const words = useWords();
  const [name, setName] = useState(props.name);
  const isDone = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const done = (result: string | null) => {
    if (isDone.current) return;
    isDone.current = true;
    props.onDone(result);
  };
  return (
    <Input
      size="small"
      className="se-rename"
      value={name}
      input={{ ref: field, 'aria-label': words('tree.rename') }}
      onChange={(_event, data) => setName(data.value)}
      onBlur={() => done(name.trim() === '' ? null : name)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') done(name.trim() === '' ? null : name);
        if (event.key === 'Escape') done(null);
      }}
    />
  );
}

function Name({ item, findText, isHit }: Pick<StepRowProps, 'item' | 'findText' | 'isHit'>) {
  const words = useWords();
  const { row } = item;
  const { before, hit, after } = markHit(row.name, findText);
  const type = words.message(typeLabel(row));
  const title = type === '' ? row.name : `${row.name} – ${type}`;
  if (hit === '') {
    return (
      <CutText className={`se-name${isHit ? ' se-type-hit' : ''}`} title={title}>
        {row.name === '' ? words('tree.unnamed') : row.name}
      </CutText>
    );
  }
  return (
    <span className="se-name" title={title}>
      {before}
      <mark>{hit}</mark>
      {after}
    </span>
  );
}

function Chevron({ item, onToggle }: Pick<StepRowProps, 'item' | 'onToggle'>) {
  if (!item.hasChildren) return <span className="se-chevron" />;
  return (
    <span
      className="se-chevron"
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        onToggle(item);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {item.isOpen ? <ChevronDown12Regular /> : <ChevronRight12Regular />}
    </span>
  );
}

function rowClass(props: StepRowProps): string {
  const { row, isDisabledByGroup } = props.item;
  const classes = ['se-row'];
  if (props.isSelected) classes.push('se-selected');
  if (row.disabled || isDisabledByGroup) classes.push('se-disabled');
  if (row.kind === 'group') classes.push('se-group');
  if (props.isDropTarget) classes.push('se-into');
  return classes.join(' ');
}

/**
 * The component would act on arrows itself, also with Alt held, and look for targets among the rendered rows only. It
 * asks its own event object whether somebody has taken the key; the page's key map asks the browser's event.
 */
function leaveKeysToTree(event: KeyboardEvent): void {
  event.isDefaultPrevented = () => true;
}

/** One row: number as in the log, icon, name, then what matters at a glance. */
export const StepRow = memo(function StepRow(props: StepRowProps) {
  const { item, isEditable, dragged } = props;
  const { row } = item;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = element.current;
    return target === null || !isEditable ? undefined : makeDraggable(target, () => dragged(item));
  }, [isEditable, dragged, item]);
  const style = { transform: `translateY(${props.top}px)`, '--se-indent': `${row.depth * levelIndent}px` };
  return (
    <TreeItem
      ref={element as never /* typed Ref<never> under these React types */}
      value={row.id}
      itemType={item.hasChildren ? 'branch' : 'leaf'}
      {...(row.parentId === null ? {} : { parentValue: row.parentId })}
      aria-level={item.level}
      aria-posinset={item.position}
      aria-setsize={item.setSize}
      aria-selected={props.isSelected}
      {...(item.hasChildren ? { 'aria-expanded': item.isOpen } : {})}
      className={rowClass(props)}
      style={style}
      onClick={(event) => props.onPress(item, event)}
      onContextMenu={(event) => props.onMenu(item, event)}
      onKeyDown={leaveKeysToTree}
    >
      <TreeItemLayout expandIcon={null} className="se-layout">
        <span className="se-no">{item.number}</span>
        <Chevron item={item} onToggle={props.onToggle} />
        <span className="se-icon">
          <StepIcon step={row} />
        </span>
        {props.isRenaming ? (
          <NameField name={row.name} onDone={(name) => props.onRename(item, name)} />
        ) : (
          <Name item={item} findText={props.findText} isHit={props.isHit} />
        )}
        <Marks item={item} mark={props.mark} />
      </TreeItemLayout>
    </TreeItem>
  );
});
