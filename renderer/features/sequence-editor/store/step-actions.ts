import type { Edit } from '#shared/model/edit';
import type { NodeDetail } from '#shared/model/sequence';
import { variableKey } from '#shared/model/variable';
import type { StepProperty } from '#shared/steps/step-description';
import type { Shell } from '../../../app/types.ts';
import { editorText } from '../use-words.ts';
import type { EditorController } from './editor-controller.ts';

/** Asks for a new variable and adds it to the step. */
export async function addVariable(shell: Shell, editor: EditorController, node: NodeDetail): Promise<void> {
  const made = await shell.dialogs.ask('editor.variable', { taken: node.variables.map(variableKey) });
  if (made !== undefined) await editor.session.apply([{ kind: 'setVariable', id: node.id, ...made }]);
}

/** A secret of a step as its field knows it. */
interface GivenSecret {
  readonly node: NodeDetail;
  readonly label: string;
  readonly property: string;
  readonly rule: StepProperty | null;
  readonly isSet: boolean;
}

/** Asks for a password or key of a step and hands it to the core. */
export async function enterSecret(shell: Shell, editor: EditorController, secret: GivenSecret): Promise<void> {
  const { node, label, property, rule, isSet } = secret;
  const made = await shell.dialogs.ask('editor.secret', { label, stepName: node.name, isSet, rule });
  if (made !== undefined) await editor.session.setSecret(node.id, property, made.value);
}

/** An account of a step and the secret that goes with it. */
interface GivenAccount extends GivenSecret {
  readonly userName: string;
  readonly accountLabel: string;
  readonly accountRule: StepProperty;
}

/** Asks for an account with its password: the name goes into the step, the password to the core alone. */
export async function enterAccount(shell: Shell, editor: EditorController, account: GivenAccount): Promise<void> {
  const { node, property, accountRule, ...request } = account;
  const made = await shell.dialogs.ask('editor.account', { ...request, accountRule, stepName: node.name });
  if (made === undefined) return;
  const { xml } = accountRule;
  const isOther = xml !== null && made.userName !== account.userName;
  const edits: Edit[] = isOther ? [{ kind: 'setVariable', id: node.id, ...xml, value: made.userName }] : [];
  await editor.session.setSecret(node.id, property, made.password, edits.length === 0 ? {} : { edits });
}

/** The command of a step, as it is shown, into the clipboard of the computer. */
export async function copyCommandLine(shell: Shell, command: string): Promise<void> {
  await navigator.clipboard.writeText(command);
  shell.announcer.say(editorText(shell)('commandLine.copied'));
}
