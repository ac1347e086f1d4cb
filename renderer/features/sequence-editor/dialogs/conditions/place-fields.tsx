import { Checkbox, Field, Input } from '@fluentui/react-components';
import { type ReactNode, useRef } from 'react';
import { readCimTime, readLocalTime, toLocalTime, writeCimTime } from '#shared/model/conditions/cim-time';
import { orderOperators } from '#shared/model/conditions/expression';
import type { PlaceComparison, PlaceTest } from '#shared/model/conditions/place-condition';
import { useWords } from '../../use-words.ts';
import { OperatorField } from './operator-field.tsx';
import type { ConditionBodyProps, FieldSaid } from './condition-body.ts';
import { ConditionTextField } from './condition-text-field.tsx';

interface ComparisonProps {
  readonly comparison: PlaceComparison;
  readonly change: (comparison: PlaceComparison) => void;
  readonly said: FieldSaid;
}

/** A check that can be switched on: what was entered comes back when it is switched off and on again. */
function Check(props: {
  readonly label: string;
  readonly comparison: PlaceComparison | null;
  readonly change: (comparison: PlaceComparison | null) => void;
  readonly children: (comparison: PlaceComparison) => ReactNode;
}) {
  const { label, comparison, change } = props;
  const last = useRef<PlaceComparison>({ operator: 'greaterEqual', value: '' });
  return (
    <>
      <Checkbox
        label={label}
        checked={comparison !== null}
        onChange={(_event, data) => {
          if (comparison !== null) last.current = comparison;
          change(data.checked === true ? last.current : null);
        }}
      />
      {comparison === null ? null : <div className="se-indented">{props.children(comparison)}</div>}
    </>
  );
}

function VersionFields({ comparison, change, said }: ComparisonProps) {
  const words = useWords();
  return (
    <>
      <OperatorField
        operators={orderOperators}
        value={comparison.operator}
        change={(operator) => change({ ...comparison, operator })}
      />
      <ConditionTextField
        label={words('conditionDialog.version')}
        value={comparison.value}
        change={(value) => change({ ...comparison, value: value.trim() })}
        said={said}
        hint={words('conditionDialog.versionHint')}
        isRequired
      />
    </>
  );
}

/** The time of this computer; the text of the file stays while its moment does. */
function TimeFields({ comparison, change, said, kept }: ComparisonProps & { readonly kept: string | null }) {
  const words = useWords();
  const moment = readCimTime(comparison.value);
  const isUnreadable = comparison.value !== '' && moment === null;
  const enter = (local: string) => {
    const entered = readLocalTime(local);
    const before = kept === null ? null : readCimTime(kept);
    const isKept = kept !== null && before !== null && entered !== null && toLocalTime(before) === toLocalTime(entered);
    change({ ...comparison, value: isKept ? kept : entered === null ? '' : writeCimTime(entered) });
  };
  const hint = isUnreadable ? words('conditionDialog.timeKept', { text: comparison.value }) : null;
  return (
    <>
      <OperatorField
        operators={orderOperators}
        value={comparison.operator}
        change={(operator) => change({ ...comparison, operator })}
      />
      <Field label={words('conditionDialog.time')} required hint={hint ?? words('conditionDialog.timeHint')} {...said}>
        <Input
          size="small"
          type="datetime-local"
          step={1}
          max="9999-12-31T23:59:59"
          value={moment === null ? '' : toLocalTime(moment)}
          onChange={(_event, data) => enter(data.value)}
        />
      </Field>
    </>
  );
}

/** A file or a folder: where it is, and what it has to be beside being there. */
export function PlaceFields({ test, old, change, said }: ConditionBodyProps<PlaceTest>) {
  const words = useWords();
  return (
    <>
      <ConditionTextField
        label={words('conditionDialog.path')}
        value={test.path}
        change={(path) => change({ ...test, path })}
        said={said('path')}
        hint={words('conditionDialog.pathHint')}
        isRequired
        isFirst
      />
      {test.kind === 'folder' ? null : (
        <Check
          label={words('conditionDialog.checkVersion')}
          comparison={test.version}
          change={(version) => change({ ...test, version })}
        >
          {(comparison) => (
            <VersionFields
              comparison={comparison}
              change={(version) => change({ ...test, version })}
              said={said('version')}
            />
          )}
        </Check>
      )}
      <Check
        label={words('conditionDialog.checkTime')}
        comparison={test.time}
        change={(time) => change({ ...test, time })}
      >
        {(comparison) => (
          <TimeFields
            comparison={comparison}
            change={(time) => change({ ...test, time })}
            said={said('time')}
            kept={old?.time?.value ?? null}
          />
        )}
      </Check>
    </>
  );
}
