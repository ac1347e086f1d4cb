import { useShell } from '../../../app/shell-context.tsx';
import { enterAccount } from '../store/step-actions.ts';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';
import { SecretField } from './secret-field.tsx';
import { propertyOf, type StepPart } from './step-part.ts';
import { TextField } from './text-fields.tsx';
import { useField } from './use-field.ts';

/** An account and the password that goes with it: typed, or both entered in one dialog. */
export function AccountField(props: {
  readonly part: StepPart;
  readonly userKey: string;
  readonly passwordKey: string;
}) {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const { node, description } = props.part;
  const user = useField(node, description, propertyOf(description, props.userKey));
  const password = useField(node, description, propertyOf(description, props.passwordKey));
  const label = words.message(password.property.label);
  const property = password.property.xml?.property ?? password.property.key;
  const enter = () =>
    enterAccount(shell, editor, {
      node,
      label,
      property,
      rule: password.property,
      isSet: node.secretsSet?.includes(property) ?? false,
      userName: user.value,
      accountLabel: words.message(user.property.label),
      accountRule: user.property,
    });
  return (
    <div className="se-columns">
      <div className="se-column">
        <TextField field={user} />
      </div>
      <div className="se-column">
        <SecretField node={node} field={password} label={label} onEnter={enter} />
      </div>
    </div>
  );
}
