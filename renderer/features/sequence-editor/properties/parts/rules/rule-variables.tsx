import { Button, Checkbox, Field, Input, Tooltip } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { checkRuleName, dynamicRuleLimits, type DynamicRule, type RuleVariable } from '#shared/model/dynamic-rules';
import { useShell } from '../../../../../app/shell-context.tsx';
import { type EditorText, useWords } from '../../../use-words.ts';
import { MoveButtons, RemoveButton } from '../../row-buttons.tsx';
import { nameWords } from '../../name-words.ts';
import { addVariable, changeVariable, moveVariable, removeVariable } from './change-rules.ts';
import { RuleTextCell } from './rule-text.tsx';
import type { RulesModel } from './use-rules.ts';

interface RowProps {
  readonly model: RulesModel;
  readonly rule: DynamicRule;
  readonly ruleIndex: number;
  readonly index: number;
  readonly variable: RuleVariable;
}

/** What is wrong with a name, in words; null when nothing is. One that begins with a digit is odd and can be kept. */
function nameProblem(words: EditorText, name: string): string | null {
  const found = checkRuleName(name);
  return found === null || found === 'begins-with-digit' ? null : nameWords(words, name, found);
}

function nameWarning(words: EditorText, name: string, isTwice: boolean): string | null {
  if (isTwice) return words('rules.nameTwice');
  return checkRuleName(name) === 'begins-with-digit' ? nameWords(words, name, 'begins-with-digit') : null;
}

/** A value that is not displayed: whether there is one, and what can be done with it. */
function SecretValue({ model, ruleIndex, index, variable }: RowProps) {
  const words = useWords();
  const shell = useShell();
  const label = words('rules.secretOf', { name: variable.name, number: ruleIndex + 1 });
  const { isSet } = variable;
  const place = { rule: ruleIndex, variable: index };
  const ask = async () => {
    const stepName = model.node.name;
    const made = await shell.dialogs.ask('editor.secret', { label, stepName, isSet, rule: null });
    if (made !== undefined) model.setSecret(place, made.value);
  };
  return (
    <div className="se-secret">
      <span
        className={`se-secret-state${isSet ? '' : ' ws-muted'}`}
        {...(isSet ? { title: words('secret.sealed') } : {})}
      >
        {isSet ? '••••••••' : words('secret.notSet')}
      </span>
      <Button
        size="small"
        disabled={model.isReadOnly}
        aria-label={words(isSet ? 'secret.replaceOf' : 'secret.setOf', { label })}
        onClick={() => void shell.attempt(ask)}
      >
        {words(isSet ? 'secret.replace' : 'secret.set')}
      </Button>
      {isSet ? (
        <Button
          size="small"
          disabled={model.isReadOnly}
          aria-label={words('secret.clearOf', { label })}
          onClick={() => model.setSecret(place, null)}
        >
          {words('secret.clear')}
        </Button>
      ) : null}
    </div>
  );
}

function HideBox({ model, ruleIndex, index, variable }: RowProps) {
  const words = useWords();
  const { name, isSecret, isSet } = variable;
  const stays = isSecret && isSet;
  const box = (
    <Checkbox
      aria-label={words('rules.hide', { name })}
      checked={isSecret}
      disabled={model.isReadOnly || stays}
      onChange={(_event, data) => {
        const hides = data.checked === true;
        model.change(
          changeVariable(ruleIndex, index, { isSecret: hides, isSet: false, ...(hides ? {} : { value: '' }) }),
        );
      }}
    />
  );
  return stays ? (
    <Tooltip content={words('rules.hiddenStays')} relationship="description">
      <span>{box}</span>
    </Tooltip>
  ) : (
    box
  );
}

function RowButtons({ model, rule, ruleIndex, index, variable }: RowProps) {
  const words = useWords();
  const { name } = variable;
  return (
    <div className="se-rule-buttons">
      <MoveButtons
        at={index}
        count={rule.variables.length}
        isDisabled={model.isReadOnly}
        up={words('rules.variableUp', { name })}
        down={words('rules.variableDown', { name })}
        isIconOnly
        onStep={(by) => model.change(moveVariable(ruleIndex, index, index + by))}
      />
      <RemoveButton
        label={words('rules.variableRemove', { name })}
        isDisabled={model.isReadOnly}
        isIconOnly
        onRemove={() => model.change(removeVariable(ruleIndex, index))}
      />
    </div>
  );
}

function VariableRow(props: RowProps & { readonly isTwice: boolean }) {
  const { model, ruleIndex, index, variable, isTwice } = props;
  const words = useWords();
  return (
    <tr>
      <td>
        <RuleTextCell
          model={model}
          field={`${ruleIndex}.${index}.name`}
          name={words('rules.nameOf', { number: index + 1 })}
          limit={dynamicRuleLimits.name}
          check={(value) => nameProblem(words, value)}
          warning={nameWarning(words, variable.name, isTwice)}
          read={(rules) => rules[ruleIndex]?.variables[index]?.name ?? ''}
          write={(value) => changeVariable(ruleIndex, index, { name: value })}
        />
      </td>
      <td>
        {variable.isSecret ? (
          <SecretValue {...props} />
        ) : (
          <RuleTextCell
            model={model}
            field={`${ruleIndex}.${index}.value`}
            name={words('rules.valueOf', { name: variable.name })}
            read={(rules) => rules[ruleIndex]?.variables[index]?.value ?? ''}
            write={(value) => changeVariable(ruleIndex, index, { value })}
          />
        )}
      </td>
      <td>
        <HideBox {...props} />
      </td>
      <td>
        <RowButtons {...props} />
      </td>
    </tr>
  );
}

function AddVariable({ model, ruleIndex }: { readonly model: RulesModel; readonly ruleIndex: number }) {
  const words = useWords();
  const [given, setGiven] = useState({ name: '', value: '' });
  const [isAsked, setAsked] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const { value: most } = dynamicRuleLimits;
  const { name, value } = given;
  const tooLong = value.length > most ? words('rules.tooLong', { length: value.length, limit: most }) : null;
  const problem = nameProblem(words, name) ?? tooLong;
  const add = () => {
    setAsked(true);
    if (problem !== null) return;
    model.change(addVariable(ruleIndex, name, value));
    setGiven({ name: '', value: '' });
    setAsked(false);
    // The next one begins with its name.
    nameField.current?.focus();
  };
  const input = (field: 'name' | 'value', label: string) => (
    <Input
      {...(field === 'name' ? { input: { ref: nameField } } : {})}
      size="small"
      className="ws-grow se-mono"
      aria-label={label}
      placeholder={label}
      value={given[field]}
      onChange={(_event, data) => setGiven({ ...given, [field]: data.value })}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        add();
      }}
    />
  );
  return (
    <Field
      size="small"
      validationMessage={isAsked ? problem : null}
      validationState={isAsked && problem !== null ? 'error' : 'none'}
    >
      <div className="se-file-add se-rule-add">
        {input('name', words('rules.newName'))}
        {input('value', words('rules.newValue'))}
        <Button size="small" icon={<Add16Regular />} onClick={add}>
          {words('rules.addVariable')}
        </Button>
      </div>
    </Field>
  );
}

/** Which variable of each name counts: the last one. Variables are the same whatever their case. */
const keyOf = ({ name }: RuleVariable): string => name.trim().toLowerCase();

/** The variables that a rule sets, in their order. */
export function RuleVariables(props: {
  readonly model: RulesModel;
  readonly rule: DynamicRule;
  readonly ruleIndex: number;
}) {
  const { model, rule, ruleIndex } = props;
  const words = useWords();
  const isFull = rule.variables.length >= dynamicRuleLimits.variables;
  const lasts = new Map(rule.variables.map((one, index) => [keyOf(one), index]));
  return (
    <div className="se-variables se-rule-variables">
      <strong>{words('rules.variablesTitle')}</strong>
      {rule.variables.length === 0 ? (
        <p className="ws-muted se-note">{words('rules.noVariables')}</p>
      ) : (
        <table aria-label={words('rules.variables', { number: ruleIndex + 1 })}>
          <thead>
            <tr>
              <th scope="col">{words('rules.variable')}</th>
              <th scope="col">{words('rules.value')}</th>
              <th scope="col">{words('rules.secretColumn')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rule.variables.map((variable, index) => (
              <VariableRow
                key={index}
                model={model}
                rule={rule}
                ruleIndex={ruleIndex}
                index={index}
                variable={variable}
                isTwice={lasts.get(keyOf(variable)) !== index}
              />
            ))}
          </tbody>
        </table>
      )}
      {model.isReadOnly || isFull ? null : <AddVariable model={model} ruleIndex={ruleIndex} />}
    </div>
  );
}
