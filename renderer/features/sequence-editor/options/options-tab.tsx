import { Checkbox, Dropdown, Field, Input, Option } from '@fluentui/react-components';
import type { Edit, StepOption } from '#shared/model/edit';
import type { NodeDetail } from '#shared/model/sequence';
import { errorText } from '#shared/text/say';
import { describeNode } from '#shared/steps/catalog';
import { useSlice } from '../../../app/shell-context.tsx';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';
import { ConditionList } from './condition-list.tsx';

const environments = ['WinPEandFullOS', 'FullOS', 'WinPE'] as const;

interface OptionFieldProps {
  readonly node: NodeDetail;
  readonly option: StepOption;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly placeholder?: string;
  /** The value as the edit carries it; undefined when the text cannot be one. */
  readonly parse: (text: string) => string | number | null | undefined;
  readonly wrong: string;
  readonly width: number;
}

function OptionField(props: OptionFieldProps) {
  const editor = useEditor();
  const words = useWords();
  const { node, option, parse } = props;
  const key = `setStepOption:${node.id}:${option}`;
  const draft = useSlice(editor.document, (state) => state.drafts.get(key));
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const scale = option === 'timeoutSeconds' ? 60 : 1;
  const drafted = draft?.edit.kind === 'setStepOption' ? draft.edit.value : undefined;
  const value =
    drafted === undefined ? props.value : typeof drafted === 'number' ? String(drafted / scale) : (drafted ?? '');
  const change = (text: string) => {
    const parsed = parse(text);
    const edit: Edit = { kind: 'setStepOption', id: node.id, option, value: parsed ?? text };
    if (parsed === undefined) {
      const details = { property: props.label, reason: props.wrong };
      editor.session.refuse(edit, { code: 'EDIT_VALUE_INVALID', details, traceId: null });
    } else if (parsed === null) {
      editor.session.forget(key);
      if (props.value !== '') void editor.session.apply([{ ...edit, value: null }]);
    } else editor.session.type(edit);
  };
  const isWrong = parse(value) === undefined;
  const refused = draft?.error == null || isWrong ? null : errorText(words.say, draft.error.code, draft.error.details);
  const message = isWrong ? props.wrong : refused === null ? null : words('field.refused', { ...refused });
  return (
    <Field
      label={props.label}
      size="small"
      validationMessage={message}
      validationState={message === null ? 'none' : 'error'}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
    >
      <Input
        size="small"
        value={value}
        readOnly={isReadOnly}
        placeholder={props.placeholder ?? ''}
        style={{ width: props.width, minWidth: 0 }}
        input={{ style: { minWidth: 0 } }}
        onChange={(_event, data) => change(data.value)}
        onBlur={() => void editor.session.commit(key)}
      />
    </Field>
  );
}

function wholeNumber(text: string, most: number): number | undefined {
  return /^\d{1,7}$/.test(text.trim()) && Number(text) <= most ? Number(text) : undefined;
}

/** The longest time-out of the field in minutes, and the most retries that its editor takes. */
const longestTimeout = 1_000_000;
const mostRetries = 999;

function RunIn({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const editor = useEditor();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const description = describeNode(node);
  if (node.runIn === null) return null;
  const isFixed = description !== undefined && !description.runInEditable;
  const known = environments.find((one) => one === node.runIn);
  const name = known === undefined ? node.runIn : words(`environment.${known}`);
  return (
    <Field label={words('options.runIn')} size="small" {...(isFixed ? { hint: words('options.runInFixed') } : {})}>
      <Dropdown
        // Nothing is cleared here, and its hidden button has words of the library.
        clearButton={null}
        size="small"
        value={name}
        selectedOptions={[node.runIn]}
        disabled={isReadOnly || isFixed}
        onOptionSelect={(_event, data) => {
          if (data.optionValue === undefined || data.optionValue === node.runIn) return;
          void editor.session.apply([{ kind: 'setStepOption', id: node.id, option: 'runIn', value: data.optionValue }]);
        }}
      >
        {environments.map((one) => (
          <Option key={one} value={one}>
            {words(`environment.${one}`)}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

function StepFields({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const description = describeNode(node);
  const has = (key: string) => description?.properties.some((one) => one.key === key) === true;
  const retries = (description?.retryCount ?? 0) > 0 || (node.retryCount ?? 0) > 0;
  if (node.kind !== 'step') return null;
  return (
    <div className="se-options">
      {has('successCodes') ? (
        <OptionField
          node={node}
          option="successCodes"
          label={words('options.successCodes')}
          value={node.successCodes ?? ''}
          width={150}
          parse={(text) => (/^\s*-?\d+(\s+-?\d+)*\s*$/.test(text) ? text.trim() : undefined)}
          wrong={words('options.successCodesWrong')}
        />
      ) : null}
      {has('timeout') ? null : (
        <OptionField
          node={node}
          option="timeoutSeconds"
          label={words('options.timeout')}
          value={node.timeoutSeconds === null ? '' : String(Math.round(node.timeoutSeconds / 60))}
          width={120}
          placeholder={words('options.timeoutNone')}
          parse={(text) => {
            if (text.trim() === '') return null;
            const minutes = wholeNumber(text, longestTimeout);
            return minutes === undefined ? undefined : minutes * 60;
          }}
          wrong={words('field.notANumber')}
        />
      )}
      {retries ? (
        <OptionField
          node={node}
          option="retryCount"
          label={words('options.retry')}
          value={String(node.retryCount ?? 0)}
          width={90}
          parse={(text) => wholeNumber(text, mostRetries)}
          wrong={words('field.notANumber')}
        />
      ) : null}
      <RunIn node={node} />
    </div>
  );
}

/** What every step has beside its own fields, and when it runs. */
export function OptionsTab({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const editor = useEditor();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  return (
    <>
      <div className="se-options-top">
        <Checkbox
          label={words(node.kind === 'group' ? 'options.disableGroup' : 'options.disable')}
          checked={node.disabled}
          disabled={isReadOnly}
          onChange={(_event, data) => void editor.setDisabled(data.checked === true)}
        />
        <Checkbox
          label={words('options.continueOnError')}
          checked={node.continueOnError}
          disabled={isReadOnly}
          onChange={(_event, data) => void editor.setContinueOnError(data.checked === true)}
        />
      </div>
      <StepFields node={node} />
      <ConditionList node={node} />
    </>
  );
}
