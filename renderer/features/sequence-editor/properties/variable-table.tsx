import { Button, Input, Textarea } from '@fluentui/react-components';
import { Add16Regular, Delete16Regular } from '@fluentui/react-icons';
import type { NodeDetail, StepVariable } from '#shared/model/sequence';
import { variableKey } from '#shared/model/variable';
import { errorText } from '#shared/text/say';
import { isSecretVariable } from '#shared/steps/secrets';
import { describeWritten } from '#shared/steps/written-description';
import { useShell, useSlice } from '../../../app/shell-context.tsx';
import { addVariable } from '../store/step-actions.ts';
import { useEditor } from '../use-editor.tsx';
import { type EditorText, useWords } from '../use-words.ts';
import { MoreRows, useFirstRows } from './more-rows.tsx';
import { SecretCell, type StepSecret } from './secret-field.tsx';

/** Where there is no room for the property, it is said with the name. */
function nameWithProperty({ name, property }: StepVariable): string {
  return property === null || property === name ? name : `${name} (${property})`;
}

/** The secret that a variable carries, or null when its value may be seen. */
function secretOf(words: EditorText, node: NodeDetail, variable: StepVariable): StepSecret | null {
  const property = variableKey(variable);
  const rule = describeWritten(node)?.properties.find((one) => one.xml?.property === property) ?? null;
  const isSet = node.secretsSet?.includes(property) ?? false;
  const isSecret = rule?.secret === true || isSet || isSecretVariable(node.type, variable);
  return isSecret ? { node, property, rule, label: words.message(rule?.label ?? variable.name) } : null;
}

/** Secrets of a type that the step does not have yet: they can be set all the same. */
function absentSecrets(node: NodeDetail): StepVariable[] {
  const present = new Set(node.variables.map(variableKey));
  return (describeWritten(node)?.properties ?? []).flatMap(({ secret, xml }) =>
    secret === true && xml !== null && !present.has(xml.property) ? [{ ...xml, value: '' }] : [],
  );
}

/** One variable of a step. */
interface CellProps {
  readonly node: NodeDetail;
  readonly variable: StepVariable;
  readonly isReadOnly: boolean;
}

export function ValueCell({ node, variable, isReadOnly }: CellProps) {
  const words = useWords();
  const editor = useEditor();
  const property = variableKey(variable);
  const secret = secretOf(words, node, variable);
  const draftKey = `setVariable:${node.id}:${property}`;
  const draft = useSlice(editor.document, (state) => state.drafts.get(draftKey));
  if (secret !== null) return <SecretCell secret={secret} isReadOnly={isReadOnly} />;
  const value = draft?.edit.kind === 'setVariable' ? (draft.edit.value ?? '') : variable.value;
  const common = {
    size: 'small' as const,
    value,
    readOnly: isReadOnly,
    className: 'se-mono se-cell-input',
    'aria-label': words('variables.valueOf', { name: variable.name }),
    onBlur: () => void editor.session.commit(draftKey),
    onChange: (_event: unknown, data: { value: string }) =>
      editor.session.type({
        kind: 'setVariable',
        id: node.id,
        property,
        name: variable.name,
        hidden: variable.hidden,
        value: data.value,
      }),
  };
  const refused = draft?.error == null ? null : errorText(words.say, draft.error.code, draft.error.details);
  return (
    <>
      {value.includes('\n') ? <Textarea resize="vertical" {...common} /> : <Input {...common} />}
      {refused === null ? null : <span className="se-warning">{`${refused.sentence} ${refused.remedy}`}</span>}
    </>
  );
}

export function RemoveVariable({ node, variable, isReadOnly }: CellProps) {
  const words = useWords();
  const editor = useEditor();
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={<Delete16Regular />}
      disabled={isReadOnly}
      aria-label={words('variables.remove', { name: variable.name })}
      onClick={() =>
        void editor.session.apply([{ kind: 'setVariable', id: node.id, property: variableKey(variable), value: null }])
      }
    />
  );
}

function VariableRow(props: CellProps & { readonly isAbsent: boolean }) {
  const words = useWords();
  const { node, variable, isReadOnly, isAbsent } = props;
  return (
    <tr>
      <td className="se-mono" title={nameWithProperty(variable)}>
        {variable.name}
      </td>
      <td className="se-mono se-of-property" title={variable.property ?? ''}>
        {variable.property ?? '–'}
      </td>
      <td>
        <ValueCell {...props} />
      </td>
      <td>{variable.hidden ? words('variables.yes') : words('variables.no')}</td>
      <td>
        <RemoveVariable node={node} variable={variable} isReadOnly={isReadOnly || isAbsent} />
      </td>
    </tr>
  );
}

function AddVariable({ node, isReadOnly }: { readonly node: NodeDetail; readonly isReadOnly: boolean }) {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const add = () => void shell.attempt(() => addVariable(shell, editor, node));
  return (
    <Button size="small" icon={<Add16Regular />} disabled={isReadOnly} onClick={add}>
      {words('variables.add')}
    </Button>
  );
}

/** The variables of a step as they are in the document. */
export function VariableTable({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const editor = useEditor();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const variables = [...node.variables, ...absentSecrets(node)];
  const { shown, ...more } = useFirstRows(variables);
  return (
    <div className="se-variables">
      {variables.length === 0 ? (
        <p className="ws-muted se-note">{words('variables.none')}</p>
      ) : (
        <table aria-label={words('variables.label')}>
          <thead>
            <tr>
              <th scope="col">{words('variables.name')}</th>
              <th scope="col" className="se-of-property">
                {words('variables.property')}
              </th>
              <th scope="col">{words('variables.value')}</th>
              <th scope="col">{words('variables.hidden')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map((variable, index) => (
              <VariableRow
                key={`${variableKey(variable)}:${index}`}
                node={node}
                variable={variable}
                isReadOnly={isReadOnly}
                isAbsent={index >= node.variables.length}
              />
            ))}
          </tbody>
        </table>
      )}
      <MoreRows {...more} />
      <div className="ws-row">
        <AddVariable node={node} isReadOnly={isReadOnly} />
        <span className="ws-muted ws-small">{words('variables.hiddenMeaning')}</span>
      </div>
    </div>
  );
}
