import type { NodeDetail, StepVariable } from '#shared/model/sequence';
import { variableKey } from '#shared/model/variable';
import { findVariableProperty } from '#shared/steps/find-property';
import type { StepDescription } from '#shared/steps/step-description';
import { useSlice } from '../../../app/shell-context.tsx';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';
import { MoreRows, useFirstRows } from './more-rows.tsx';
import { RemoveVariable, ValueCell } from './variable-table.tsx';

/** The variables of a step that no property of its description carries; those of a table belong to its property. */
export function otherVariables(node: NodeDetail, description: StepDescription | undefined): StepVariable[] {
  return node.variables.filter((one) => findVariableProperty(description, variableKey(one)) === undefined);
}

/** What a step has and its page does not know: kept, shown and editable. Open at once where the page knows nothing. */
export function OtherValues(props: { readonly node: NodeDetail; readonly description: StepDescription | undefined }) {
  const words = useWords();
  const editor = useEditor();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const { node, description } = props;
  const others = otherVariables(node, description);
  const { shown, ...more } = useFirstRows(others);
  if (others.length === 0) return null;
  return (
    <details className="se-others" open={description === undefined}>
      <summary>{words('others.title', { count: others.length })}</summary>
      <p className="ws-muted se-note">{words(description === undefined ? 'others.unknownType' : 'others.text')}</p>
      <div className="se-variables">
        <table aria-label={words('others.label')}>
          <thead>
            <tr>
              <th scope="col">{words('variables.name')}</th>
              <th scope="col">{words('variables.value')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map((variable, index) => (
              <tr key={`${variableKey(variable)}:${index}`}>
                <td className="se-mono" title={variable.name}>
                  {variable.name}
                </td>
                <td>
                  <ValueCell node={node} variable={variable} isReadOnly={isReadOnly} />
                </td>
                <td>
                  <RemoveVariable node={node} variable={variable} isReadOnly={isReadOnly} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <MoreRows {...more} />
      </div>
    </details>
  );
}
