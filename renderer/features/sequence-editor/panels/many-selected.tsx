import { Button, Checkbox } from '@fluentui/react-components';
import { ClipboardPaste20Regular, Group20Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import type { NodeId } from '#shared/model/sequence';
import type { EditLabel } from '#shared/model/edit-label';
import type { OutlineRow } from '#shared/model/outline';
import { useShell, useSlice } from '../../../app/shell-context.tsx';
import { selectedRows } from '../store/editor-controller.ts';
import { StepIcon } from '../../../components/step-icon.tsx';
import { useCopiedCount } from '../options/condition-bar.tsx';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';
import { CutText } from '../../../components/cut-text.tsx';

/** So many of the selected steps are named; the rest is a number. */
const mostNamed = 50;

function Common(props: {
  readonly label: string;
  readonly some: number;
  readonly count: number;
  readonly onChange: (value: boolean) => void;
}) {
  const words = useWords();
  const editor = useEditor();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const { label, some, count } = props;
  const isMixed = some > 0 && some < count;
  return (
    <Checkbox
      label={isMixed ? words('options.mixed', { label, some, count }) : label}
      checked={isMixed ? 'mixed' : some === count}
      disabled={isReadOnly}
      onChange={(_event, data) => props.onChange(data.checked === true)}
    />
  );
}

const actions = ['editor.wrap', 'editor.disable', 'editor.remove', 'editor.move-to'] as const;

function Actions() {
  const shell = useShell();
  const editor = useEditor();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  return (
    <div className="ws-row">
      {actions.map((id) => {
        const command = shell.commands.byId(id);
        if (command === undefined) return null;
        return (
          <Button
            key={id}
            size="small"
            disabled={isReadOnly}
            icon={command.icon ?? null}
            onClick={() => void shell.commands.run(id)}
          >
            {shell.commands.label(command)}
          </Button>
        );
      })}
    </div>
  );
}

/** Conditions that were copied go to all selected steps at once. */
function PasteConditions({ ids }: { readonly ids: readonly NodeId[] }) {
  const words = useWords();
  const editor = useEditor();
  const copied = useCopiedCount();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  if (copied === 0 || isReadOnly) return null;
  const label: EditLabel = { code: 'conditions-pasted', values: { count: ids.length, kind: 'step' } };
  return (
    <div className="ws-row">
      <Button
        size="small"
        icon={<ClipboardPaste20Regular />}
        onClick={() => void editor.pasteConditionsInto(ids, label)}
      >
        {words('conditions.pasteInto', { count: copied })}
      </Button>
    </div>
  );
}

function Named({
  chosen,
  numbers,
}: {
  readonly chosen: readonly OutlineRow[];
  readonly numbers: ReadonlyMap<string, number>;
}) {
  const words = useWords();
  const rest = chosen.length - mostNamed;
  return (
    <ul className="se-chosen">
      {chosen.slice(0, mostNamed).map((row) => (
        <li key={row.id}>
          <span className="se-no">{numbers.get(row.id)}</span>
          <StepIcon step={row} />
          <CutText>{row.name}</CutText>
        </li>
      ))}
      {rest > 0 ? <li className="ws-muted">{words('many.more', { count: rest })}</li> : null}
    </ul>
  );
}

/** Several steps: what they have in common, changed for all of them in one undo step. */
export function ManySelected() {
  const words = useWords();
  const editor = useEditor();
  const ids = useSlice(editor.view, (state) => state.selection.ids);
  const rows = useSlice(editor.document, (state) => state.rows);
  const chosen = useMemo(() => selectedRows(rows, ids), [rows, ids]);
  const numbers = useMemo(() => new Map(rows.map((row, index) => [row.id, index + 1])), [rows]);
  const count = chosen.length;
  return (
    <>
      <div className="se-head">
        <span className="se-head-icon">
          <Group20Regular />
        </span>
        <div className="ws-stack se-head-text">
          <h2>{words('many.title', { count })}</h2>
          <span className="ws-muted ws-small">{words('many.note')}</span>
        </div>
      </div>
      <div className="se-body">
        <Named chosen={chosen} numbers={numbers} />
        <strong>{words('many.options')}</strong>
        <div className="se-options-top se-upright">
          <Common
            label={words('options.disableMany')}
            count={count}
            some={chosen.filter((row) => row.disabled).length}
            onChange={(value) => void editor.setDisabled(value)}
          />
          <Common
            label={words('options.continueOnError')}
            count={count}
            some={chosen.filter((row) => row.continueOnError).length}
            onChange={(value) => void editor.setContinueOnError(value)}
          />
        </div>
        <Actions />
        <PasteConditions ids={ids} />
      </div>
    </>
  );
}
