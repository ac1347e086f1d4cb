import { assertNever } from '#shared/util/assert-never';
import type { Edit } from '#shared/model/edit';
import type { XmlElement } from '../../transfer/xml/tree.ts';
import type { EditContext } from './edit-context.ts';
import { setCondition } from './condition.ts';
import { setDescription, setFlag, setName, setStepOption } from './fields.ts';
import { withReferences } from './references.ts';
import { relink } from './relink.ts';
import { setRules } from './rules.ts';
import { insertNew, insertRaw, moveNodes, removeNodes, ungroup, wrapInGroup } from './structure.ts';
import { setVariable } from './variables.ts';

/** Carries out an edit on the tree and answers the nodes to select. Errors: those of `SequenceDocument.apply`. */
export function applyEdit(context: EditContext, edit: Edit): readonly XmlElement[] {
  return withReferences(context, edit, () => carryOut(context, edit));
}

function carryOut(context: EditContext, edit: Edit): readonly XmlElement[] {
  switch (edit.kind) {
    case 'insert':
      return insertNew(context, edit);
    case 'insertRaw':
      return insertRaw(context, edit);
    case 'remove':
      return removeNodes(context, edit.ids);
    case 'move':
      return moveNodes(context, edit);
    case 'setName':
      return setName(context, edit);
    case 'setDescription':
      return setDescription(context, edit);
    case 'setDisabled':
      return edit.ids.map((id) => setFlag(context, id, 'disable', edit.disabled));
    case 'setContinueOnError':
      return edit.ids.map((id) => setFlag(context, id, 'continueOnError', edit.continueOnError));
    case 'setVariable':
      return setVariable(context, edit);
    case 'setStepOption':
      return setStepOption(context, edit);
    case 'setCondition':
      return setCondition(context, edit);
    case 'setRules':
      return setRules(context, edit);
    case 'wrapInGroup':
      return wrapInGroup(context, edit);
    case 'ungroup':
      return ungroup(context, edit.id);
    case 'relink':
      return relink(context, edit);
    default:
      return assertNever(edit);
  }
}
