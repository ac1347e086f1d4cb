import { Checkbox, Field, Input } from '@fluentui/react-components';
import type { Edit, StepOption } from '#shared/model/edit';
import type { NodeDetail } from '#shared/model/sequence';
import { errorText } from '#shared/text/say';
import { describeNode } from '#shared/steps/catalog';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { useSlice } from '../../../app/shell-context.tsx';
import { ChoiceDropdown } from '../../../components/choice-dropdown.tsx';
import { CheckField } from '../properties/fields.tsx';
import { checkCodes } from '../properties/value-checks.ts';
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
  /** What is wrong with a text that cannot be one. */
  readonly wrong: (text: string) => string | null;
  readonly width: number;
  readonly isDisabled?: boolean;
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
      const details = { property: props.label, reason: props.wrong(text) ?? '' };
      editor.session.refuse(edit, { code: 'EDIT_VALUE_INVALID', details, traceId: null });
    } else if (parsed === null) {
      editor.session.forget(key);
      if (props.value !== '') void editor.session.apply([{ ...edit, value: null }]);
    } else editor.session.type(edit);
  };
  const isWrong = draft !== undefined && parse(value) === undefined;
  const refused = draft?.error == null || isWrong ? null : errorText(words.say, draft.error.code, draft.error.details);
  const message = isWrong ? props.wrong(value) : refused === null ? null : words('field.refused', { ...refused });
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
        disabled={props.isDisabled ?? false}
        placeholder={props.placeholder ?? ''}
        style={{ width: props.width, minWidth: 0 }}
        input={{ style: { minWidth: 0 } }}
        onChange={(_event, data) => change(data.value)}
        onBlur={() => void editor.session.commit(key)}
      />
    </Field>
  );
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const number = /^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

/** The longest time-out of the field in minutes. */
const longestTimeout = 999;

function RunIn({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const editor = useEditor();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const description = describeNode(node);
  if (node.runIn === null) return null;
  const isFixed = description !== undefined && !description.runInEditable;
  return (
    <ChoiceDropdown
      label={words('options.runIn')}
      size="small"
      {...(isFixed ? { hint: words('options.runInFixed') } : {})}
      value={node.runIn}
      choices={environments.map((value) => ({ value, text: words(`environment.${value}`) }))}
      isDisabled={isReadOnly || isFixed}
      change={(value) => void editor.session.apply([{ kind: 'setStepOption', id: node.id, option: 'runIn', value }])}
    />
  );
}

interface StepProps {
  readonly node: NodeDetail;
  readonly description: StepDescription | undefined;
}

function propertyFor({ description }: StepProps, key: string): StepProperty | undefined {
  return description?.properties.find((one) => one.key === key && one.tab === 'options');
}

function SuccessCodes({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const wrong = (text: string) => {
    const found = checkCodes(text);
    return found === null ? null : words('field.codes', { part: found.part ?? '', place: found.place ?? 1 });
  };
  return (
    <OptionField
      node={node}
      option="successCodes"
      label={words('options.successCodes')}
      hint={words('options.successCodesHint')}
      value={node.successCodes ?? ''}
      width={150}
      parse={(text) => (wrong(text) === null ? text.trim().split(/\s+/).join(' ') : undefined)}
      wrong={wrong}
    />
  );
}

function Timeout({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  return (
    <OptionField
      node={node}
      option="timeoutSeconds"
      label={words('options.timeout')}
      value={node.timeoutSeconds === null ? '' : String(Math.round(node.timeoutSeconds / 60))}
      width={120}
      placeholder={words('options.timeoutNone')}
      parse={(text) => {
        if (text.trim() === '') return null;
        const minutes = wholeNumber(text, 1, longestTimeout);
        return minutes === undefined ? undefined : minutes * 60;
      }}
      wrong={() => words('options.between', { min: 1, max: longestTimeout })}
    />
  );
}

/** How often the field tries a step again, and what it begins with. */
const retries = { min: 1, max: 5, first: 2 };

/** Whether and how often a step is tried again after an unexpected restart: no retry is a count of 0. */
function Retries({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const editor = useEditor();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const count = node.retryCount ?? 0;
  const set = (value: number) =>
    void editor.session.apply([{ kind: 'setStepOption', id: node.id, option: 'retryCount', value }]);
  return (
    <div className="se-check se-wide">
      <Checkbox
        label={words('options.retryOnRestart')}
        checked={count > 0}
        disabled={isReadOnly}
        onChange={(_event, data) => set(data.checked === true ? retries.first : 0)}
      />
      <div className="se-under">
        <OptionField
          node={node}
          option="retryCount"
          label={words('options.retry')}
          value={count > 0 ? String(count) : ''}
          hint={
            count > 0
              ? words('field.range', retries)
              : words('field.onlyWith', { labels: words('field.quoted', { label: words('options.retryOnRestart') }) })
          }
          isDisabled={count === 0}
          width={90}
          parse={(text) => wholeNumber(text, retries.min, retries.max)}
          wrong={() => words('options.between', retries)}
        />
      </div>
    </div>
  );
}

function StepFields({ node }: { readonly node: NodeDetail }) {
  const description = describeNode(node);
  if (node.kind !== 'step') return null;
  const step = { node, description };
  const hasTimeout = description?.properties.some((one) => one.key === 'timeout') === true;
  const runFromNet = propertyFor(step, 'runFromNet');
  const isRetried = description?.retryOption === true || (node.retryCount ?? 0) > 0;
  return (
    <>
      {runFromNet === undefined || description === undefined ? null : (
        <CheckField part={{ node, description }} fieldKey="runFromNet" />
      )}
      {isRetried ? <Retries node={node} /> : null}
      <div className="se-options">
        {propertyFor(step, 'successCodes') === undefined ? null : <SuccessCodes node={node} />}
        {hasTimeout ? null : <Timeout node={node} />}
        <RunIn node={node} />
      </div>
    </>
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
