import { Option } from '@fluentui/react-components';
import { useState } from 'react';
import { filterMost } from '../../../app/server-list.ts';
import { useAnswer } from '../../../app/shell-context.tsx';
import { useDebounced } from '../../../app/use-debounced.ts';
import { ChoiceField } from '../../../components/choice-field.tsx';
import type { CommandValues } from '../store/view-store.ts';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';

/** A longer list is found by typing, not by scrolling. */
const mostDevices = 50;
const typingMs = 150;

/** Whose values stand in the command: nobody's, those of the step, or also those of a device, found by its name. */
export function CommandValuesField({ values }: { readonly values: CommandValues }) {
  const words = useWords();
  const editor = useEditor();
  /** What was typed since the list was opened; null while it is not. */
  const [typed, setTyped] = useState<string | null>(null);
  const filter = useDebounced(typed ?? '', typingMs).slice(0, filterMost);
  const asked = useAnswer('device.list', typed === null ? null : { filter, limit: mostDevices });
  const devices = asked.data?.rows ?? [];
  const fixed = { written: words('commandLine.written'), step: words('commandLine.ofStep') } as const;
  const shown = values.kind === 'device' ? values.name : fixed[values.kind];
  const choose = (value: string) => {
    const device = devices.find(({ id }) => id === value);
    const chosen: CommandValues | null =
      value === 'written' || value === 'step'
        ? { kind: value }
        : device === undefined
          ? null
          : { kind: 'device', deviceId: device.id, name: device.name };
    setTyped(null);
    if (chosen !== null) editor.view.setState({ commandValues: chosen });
  };
  return (
    <ChoiceField
      size="small"
      className="se-command-values"
      freeform
      aria-label={words('commandLine.values')}
      value={typed === null || typed === '' ? shown : typed}
      selectedOptions={[values.kind === 'device' ? values.deviceId : values.kind]}
      onOpenChange={(_event, data) => {
        if (data.open) setTyped((before) => before ?? '');
      }}
      onBlur={() => setTyped(null)}
      onChange={(event) => setTyped(event.target.value)}
      onOptionSelect={(_event, data) => {
        if (data.optionValue !== undefined) choose(data.optionValue);
      }}
    >
      {(['written', 'step'] as const).map((kind) => (
        <Option key={kind} value={kind} text={fixed[kind]}>
          {fixed[kind]}
        </Option>
      ))}
      {devices.map((device) => (
        <Option key={device.id} value={device.id} text={device.name}>
          {device.name}
        </Option>
      ))}
    </ChoiceField>
  );
}
