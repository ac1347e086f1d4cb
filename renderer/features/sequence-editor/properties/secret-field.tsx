import { Button, Field, Input } from '@fluentui/react-components';
import type { NodeDetail } from '#shared/model/sequence';
import type { StepProperty } from '#shared/steps/step-description';
import { useShell } from '../../../app/shell-context.tsx';
import { enterSecret } from '../store/step-actions.ts';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';
import type { FieldModel } from './use-field.ts';

/** As many dots whatever the value: its length says nothing either. */
const dots = '••••••••';

/** A secret of a step: the words of the field, and the name of the property that the document has for it. */
export interface StepSecret {
  readonly node: NodeDetail;
  readonly label: string;
  readonly property: string;
  /** The limits of the value; null for a variable that no description knows. */
  readonly rule: StepProperty | null;
}

function isSecretSet({ node, property }: StepSecret): boolean {
  return node.secretsSet?.includes(property) ?? false;
}

/** Set, Replace and Clear of one secret. */
function SecretButtons(props: {
  readonly secret: StepSecret;
  readonly isDisabled: boolean;
  /** Another way to enter it than by itself. */
  readonly onEnter?: (() => Promise<void>) | undefined;
}) {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const { secret, isDisabled } = props;
  const isSet = isSecretSet(secret);
  const { node, label, property } = secret;
  const enter = props.onEnter ?? (() => enterSecret(shell, editor, { ...secret, isSet }));
  return (
    <>
      <Button
        size="small"
        disabled={isDisabled}
        aria-label={words(isSet ? 'secret.replaceOf' : 'secret.setOf', { label })}
        onClick={() => void shell.attempt(enter)}
      >
        {words(isSet ? 'secret.replace' : 'secret.set')}
      </Button>
      {isSet ? (
        <Button
          size="small"
          disabled={isDisabled}
          aria-label={words('secret.clearOf', { label })}
          onClick={() => void editor.session.setSecret(node.id, property, null)}
        >
          {words('secret.clear')}
        </Button>
      ) : null}
    </>
  );
}

/** A password or key on a property page: whether it is set, and what can be done with it. */
export function SecretField({
  node,
  field,
  label,
  onEnter,
}: {
  readonly node: NodeDetail;
  readonly field: FieldModel;
  readonly label: string;
  readonly onEnter?: () => Promise<void>;
}) {
  const words = useWords();
  const { property } = field;
  const secret: StepSecret = { node, label, property: property.xml?.property ?? property.key, rule: property };
  const isSet = isSecretSet(secret);
  const hint = isSet ? words('secret.sealed') : field.hint;
  const isMissing = field.isRequired && !field.isDisabled && !isSet && !field.isQuiet;
  return (
    <Field
      label={label}
      size="small"
      required={field.isRequired}
      {...(hint === null ? {} : { hint })}
      validationMessage={isMissing ? words('field.required', { label }) : null}
      validationState={isMissing ? 'error' : 'none'}
    >
      {(control) => (
        <div className="se-secret" onBlur={field.commit}>
          <Input
            {...control}
            size="small"
            readOnly
            disabled={field.isDisabled}
            value={isSet ? dots : ''}
            placeholder={words('secret.notSet')}
          />
          <SecretButtons secret={secret} isDisabled={field.isDisabled || field.isReadOnly} onEnter={onEnter} />
        </div>
      )}
    </Field>
  );
}

/** A secret in the table of variables. */
export function SecretCell({ secret, isReadOnly }: { readonly secret: StepSecret; readonly isReadOnly: boolean }) {
  const words = useWords();
  return (
    <div className="se-secret">
      {isSecretSet(secret) ? (
        <span className="se-secret-state" title={words('secret.sealed')}>
          {dots}
        </span>
      ) : (
        <span className="se-secret-state ws-muted">{words('secret.notSet')}</span>
      )}
      <SecretButtons secret={secret} isDisabled={isReadOnly} />
    </div>
  );
}
