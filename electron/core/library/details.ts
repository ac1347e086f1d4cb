import { type SequenceModel, type SequenceNode, walkNodes } from '#shared/model/sequence';
import type { TaskSequenceDetails, TaskSequenceReference, TaskSequenceRow } from '#shared/model/task-sequence';
import type { StoredSequence } from '../store/tables/sequence.ts';
import { parseCarry } from '../transfer/configmgr/read-export.ts';
import { type NamedReference, readReferenceNames } from '../transfer/configmgr/references.ts';
import type { CheckReferences } from '../editing/check-references.ts';
import { SequenceDocument } from '../sequence/document.ts';
import { openText } from './sequence-bytes.ts';

const kinds: Readonly<Record<number, TaskSequenceReference['kind']>> = {
  0: 'package',
  3: 'driver-package',
  4: 'task-sequence',
  257: 'image',
  258: 'boot-image',
  259: 'image',
};

/** The names that came with an export; they help people and decide nothing. */
function namesOf(stored: StoredSequence): Map<string, NamedReference> {
  const carry = parseCarry(stored.carry);
  const texts = [carry?.referencesInfo, carry?.appReferencesInfo].filter((text) => text != null);
  const all = texts.flatMap((text) => readReferenceNames(text, stored.packageId));
  return new Map(all.map((reference) => [reference.id, reference]));
}

interface Numbered {
  readonly number: number;
  readonly node: SequenceNode;
}

function numberNodes(model: SequenceModel): Numbered[] {
  return [...walkNodes(model.nodes)].map(({ node }, index) => ({ number: index + 1, node }));
}

function kindOf(id: string, named: NamedReference | undefined): TaskSequenceReference['kind'] {
  if (id.includes('Application_')) return 'application';
  return kinds[named?.packageType ?? 0] ?? 'other';
}

function listReferences(
  stored: StoredSequence,
  model: SequenceModel,
  nodes: readonly Numbered[],
): TaskSequenceReference[] {
  const names = namesOf(stored);
  const ids = new Set(model.references.map((one) => one.package ?? one.application ?? '').filter((id) => id !== ''));
  const boot = stored.properties['BootImageID'];
  if (boot !== undefined && boot !== '') ids.add(boot);
  return [...ids].map((id) => {
    const named = names.get(id);
    const steps = nodes.filter(({ node }) => node.variables.some((variable) => variable.value.includes(id)));
    const kind = id === boot ? 'boot-image' : kindOf(id, named);
    return { id, name: named?.name ?? null, kind, steps: steps.map(({ number }) => number) };
  });
}

/**
 * What the details pane shows of a sequence: properties by the field's names, references with their steps, problems.
 * Calls are checked by what the editor asks too (EDT-12).
 */
export async function describeSequence(
  stored: StoredSequence,
  row: TaskSequenceRow,
  checkReferences: CheckReferences,
): Promise<TaskSequenceDetails> {
  const { text } = openText(stored.document, stored.name);
  const document = new SequenceDocument(text, stored.name);
  const model = document.model();
  const nodes = numberNodes(model);
  const { problems: found } = await checkReferences(stored.packageId, document);
  const shown = Object.entries(stored.properties).filter(([, value]) => value !== '' && value.length <= 4000);
  return {
    row,
    sourceFile: stored.sourceFile,
    administratorComment: parseCarry(stored.carry)?.comment ?? '',
    properties: shown.slice(0, 200).map(([name, value]) => ({ name, value })),
    references: listReferences(stored, model, nodes),
    problems: nodes
      .filter(({ node }) => node.problem !== undefined)
      .slice(0, 1000)
      .flatMap(({ number, node: { name, problem } }) => (problem === undefined ? [] : [{ number, name, problem }])),
    calls: found.slice(0, 1000).map((reference) => {
      const at = nodes.find(({ node }) => node.id === reference.id);
      return { number: at?.number ?? 0, name: at?.node.name ?? '', reference };
    }),
  };
}
