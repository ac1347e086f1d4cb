import { Option } from '@fluentui/react-components';
import { useState } from 'react';
import { ChoiceField } from '../../../components/choice-field.tsx';
import { filterMost } from '../../../app/server-list.ts';
import { useAnswer } from '../../../app/shell-context.tsx';
import { useDebounced } from '../../../app/use-debounced.ts';
import { useEditor } from '../use-editor.tsx';
import { FieldFrame } from './field-frame.tsx';
import type { StepPart } from './step-part.ts';
import type { FieldModel } from './use-field.ts';

/** A longer list is found by typing, not by scrolling. */
const mostOptions = 50;
const typingMs = 150;

/** The task sequence that a step runs: chosen by name from those of the site, or typed as a package ID. */
export function SequenceField({ part, field }: { readonly part: StepPart; readonly field: FieldModel }) {
  const editor = useEditor();
  /** What was typed since the field has the focus; null while it has not. */
  const [typed, setTyped] = useState<string | null>(null);
  const filter = useDebounced(typed ?? '', typingMs).slice(0, filterMost);
  const asked = useAnswer('sequence.list', typed === null ? null : { filter, limit: mostOptions });
  const { property, value } = field;
  const own = editor.document.getState().packageId;
  // A sequence cannot run itself.
  const listed = (asked.data?.rows ?? []).filter((one) => one.packageId !== own);
  const label = (one: { readonly name: string; readonly packageId: string }) => `${one.name} (${one.packageId})`;
  const known = listed.find((one) => one.packageId === value);
  const choose = (packageId: string) => {
    const one = listed.find((other) => other.packageId === packageId);
    if (one === undefined || property.xml === null) return;
    const display = part.description.properties.find((other) => other.key === 'tsName')?.xml;
    const { id } = part.node;
    const set = { kind: 'setVariable' as const, id };
    void editor.session.apply([
      { ...set, ...property.xml, value: packageId },
      // The field keeps the name beside the ID, for people who read the document.
      ...(display == null ? [] : [{ ...set, ...display, value: `${packageId}, ${one.name}` }]),
    ]);
  };
  return (
    <FieldFrame field={field}>
      <ChoiceField
        size="small"
        freeform
        value={known === undefined ? value : label(known)}
        selectedOptions={known === undefined ? [] : [known.packageId]}
        disabled={field.isReadOnly}
        onFocus={() => setTyped('')}
        onChange={(event) => {
          setTyped(event.target.value);
          field.type(event.target.value);
        }}
        onBlur={() => {
          setTyped(null);
          field.commit();
        }}
        onOptionSelect={(_event, data) => {
          if (data.optionValue !== undefined) choose(data.optionValue);
        }}
      >
        {listed.map((one) => (
          <Option key={one.packageId} value={one.packageId} text={label(one)}>
            {label(one)}
          </Option>
        ))}
      </ChoiceField>
    </FieldFrame>
  );
}
