import { Field, Radio, RadioGroup, Option } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { childIds, descendantIds, type OutlineRow } from '#shared/model/outline';
import type { NodeId } from '#shared/model/sequence';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useWords } from '../use-words.ts';
import { ChoiceField } from '../../../components/choice-field.tsx';

type How = 'into' | 'after';

/** Only so many places are listed at once; typing narrows them. */
const mostPlaces = 100;

function placesFor(rows: readonly OutlineRow[], moved: readonly NodeId[], text: string) {
  const inside = new Set(moved.flatMap((id) => [id, ...descendantIds(rows, id)]));
  const wanted = text.trim().toLowerCase();
  return rows
    .map((row, index) => ({ row, label: `${index + 1} ${row.name}` }))
    .filter(({ row, label }) => !inside.has(row.id) && label.toLowerCase().includes(wanted))
    .slice(0, mostPlaces);
}

/** A place for the selected steps, by name or number: the way to move without dragging. */
export function MoveDialog({ request, close }: DialogProps<'editor.move'>) {
  const words = useWords();
  const { rows, moved } = request;
  const [text, setText] = useState('');
  const [target, setTarget] = useState<OutlineRow | null>(null);
  const [how, setHow] = useState<How>('after');
  const [isAsked, setAsked] = useState(false);
  const places = useMemo(() => placesFor(rows, moved, target === null ? text : ''), [rows, moved, text, target]);
  const isGroup = target?.kind === 'group';
  const submit = () => {
    setAsked(true);
    if (target === null) return;
    if (isGroup && how === 'into') close({ parentId: target.id, index: childIds(rows, target.id).length });
    else close({ parentId: target.parentId, index: childIds(rows, target.parentId).indexOf(target.id) + 1 });
  };
  return (
    <FormDialog
      title={words('moveDialog.title', { count: moved.length })}
      action={words('moveDialog.action')}
      onClose={() => close()}
      onSubmit={submit}
    >
      <Field
        label={words('moveDialog.target')}
        required
        validationMessage={isAsked && target === null ? words('moveDialog.choose') : null}
      >
        <ChoiceField
          size="small"
          autoFocus
          value={text}
          selectedOptions={target === null ? [] : [target.id]}
          onChange={(event) => {
            setText(event.target.value);
            setTarget(null);
          }}
          onOptionSelect={(_event, data) => {
            const row = rows.find((one) => one.id === data.optionValue) ?? null;
            setTarget(row);
            setText(data.optionText ?? '');
            setHow(row?.kind === 'group' ? 'into' : 'after');
          }}
        >
          {places.map(({ row, label }) => (
            <Option key={row.id} value={row.id} text={label}>
              <span style={{ paddingLeft: row.depth * 14 }}>{label}</span>
            </Option>
          ))}
        </ChoiceField>
      </Field>
      <Field label={words('moveDialog.how')}>
        <RadioGroup value={isGroup ? how : 'after'} onChange={(_event, data) => setHow(data.value as How)}>
          <Radio value="into" label={words('moveDialog.into')} disabled={!isGroup} />
          <Radio value="after" label={words('moveDialog.after')} />
        </RadioGroup>
      </Field>
    </FormDialog>
  );
}
