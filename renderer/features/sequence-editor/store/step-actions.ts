import type { NodeDetail } from '#shared/model/sequence';
import type { Shell } from '../../../app/types.ts';
import { isVariableTest, readVariableTest, type VariableTest } from '../options/condition-edit.ts';
import type { ConditionNode } from '#shared/model/condition';
import { editorText } from '../use-words.ts';
import type { EditorController } from './editor-controller.ts';

/** How a variable is named in edits: by its property, or by itself where the document gives none. */
export function variableKey(variable: NodeDetail['variables'][number]): string {
  return variable.property ?? variable.name;
}

/** Asks for a new variable and adds it to the step. */
export async function addVariable(shell: Shell, editor: EditorController, node: NodeDetail): Promise<void> {
  const made = await shell.dialogs.ask('editor.variable', { taken: node.variables.map(variableKey) });
  if (made !== undefined) await editor.session.apply([{ kind: 'setVariable', id: node.id, ...made }]);
}

/** Asks for a variable condition, an old one as the start; undefined when nothing was decided. */
export async function askCondition(shell: Shell, old: ConditionNode | null): Promise<VariableTest | undefined> {
  return shell.dialogs.ask('editor.condition', { test: isVariableTest(old) ? readVariableTest(old) : null });
}

/** The command of a step into the clipboard of the computer. */
export async function copyCommandLine(shell: Shell, node: NodeDetail): Promise<void> {
  await navigator.clipboard.writeText(node.action);
  shell.announcer.say(editorText(shell)('commandLine.copied'));
}
