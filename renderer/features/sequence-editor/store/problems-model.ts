import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ReferenceProblem } from '#shared/model/editor-look';
import type { OutlineRow } from '#shared/model/outline';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import { defaultSettings } from '#shared/model/site';
import { describeNode } from '#shared/steps/catalog';
import { referenceKindsOf } from '#shared/steps/references';
import {
  type EditorProblem,
  keepProblems,
  listProblems,
  type MissingField,
  missingFields,
  type RefusedValue,
  rowsToRead,
} from '../model/problems.ts';
import { errorsFirst } from '../model/problem-marks.ts';
import { dependsOnDisk, type PlacedWarning, stepWarnings } from '../model/warnings.ts';
import type { DocumentStore, EditorDocument } from './document-store.ts';
import type { EditorSession } from './editor-session.ts';
import type { AssumedDisk } from './ports.ts';
import { createQueryChecks } from './query-checks.ts';
import { choicesOf, type EditorView, fieldName, isUnvisited, type ViewStore } from './view-store.ts';

export interface ProblemsState {
  readonly problems: readonly EditorProblem[];
  /** How many more there are than can be listed. */
  readonly left: number;
  readonly isReading: boolean;
}

export interface ProblemsModel {
  readonly store: StoreApi<ProblemsState>;
  /** Resolves when everything that was asked for until now has been looked at. */
  ready(): Promise<void>;
}

interface Parts {
  readonly document: DocumentStore;
  readonly view: ViewStore;
  readonly session: EditorSession;
  readonly disk: AssumedDisk | undefined;
}

/** What is missing, without what nobody has been asked for yet. */
function saidFields(all: ReadonlyMap<NodeId, readonly MissingField[]>, view: EditorView): typeof all {
  if (view.fresh.size === 0) return all;
  return new Map([...all].map(([id, fields]) => [id, fields.filter(({ key }) => !isUnvisited(view, id, key))]));
}

/** A new step has no partitions: that is said when somebody has been at one of its fields. */
function saidWarnings(all: ReadonlyMap<NodeId, readonly PlacedWarning[]>, view: EditorView): typeof all {
  if (view.fresh.size === 0) return all;
  const isUntouched = (id: NodeId) =>
    view.fresh.has(id) && ![...view.visited].some((field) => field.startsWith(fieldName(id, '')));
  return new Map(
    [...all].map(([id, list]) => [
      id,
      isUntouched(id) ? list.filter(({ warning }) => warning.kind !== 'no-partitions') : list,
    ]),
  );
}

function refusedFields(document: DocumentStore): Map<NodeId, RefusedValue[]> {
  const found = new Map<NodeId, RefusedValue[]>();
  for (const { nodeId, error } of document.getState().drafts.values()) {
    if (error === null) continue;
    found.set(nodeId, [...(found.get(nodeId) ?? []), error]);
  }
  return found;
}

/** Typing alone changes no problem: a value that is refused, or no longer is, does. */
function haveRefused(state: EditorDocument, before: EditorDocument): boolean {
  if (state.drafts === before.drafts) return false;
  return [...state.drafts.values(), ...before.drafts.values()].some(({ error }) => error !== null);
}

/** Whether a step of the row's type can name anything by an ID. */
function canRefer(row: OutlineRow): boolean {
  return describeNode(row)?.properties.some((property) => referenceKindsOf(property).length > 0) ?? false;
}

interface NamedProblems {
  readonly problems: readonly ReferenceProblem[];
  readonly left: number;
}

const noneNamed: NamedProblems = { problems: [], left: 0 };

const hasPageChoice = (node: NodeDetail): boolean =>
  describeNode(node)?.properties.some(({ derived }) => derived !== undefined) ?? false;

/** Asks for what steps name by ID, unless none can. */
async function readReferences({ document, session }: Parts): Promise<NamedProblems> {
  const key = session.key();
  if (key === null || !document.getState().rows.some(canRefer)) return noneNamed;
  return (await session.call('editor.checkReferences', key)) ?? noneNamed;
}

/** What is wrong with each step that was looked at. */
function createLooks({ view, disk }: Parts) {
  const missing = new Map<NodeId, readonly MissingField[]>();
  const warnings = new Map<NodeId, readonly PlacedWarning[]>();
  /** Steps with partitions: their warnings follow the size of the disk. */
  const onDisk = new Map<NodeId, NodeDetail>();
  /** Steps with choices that only the page has. */
  const withChoices = new Map<NodeId, NodeDetail>();
  const diskMb = () => (disk?.gigabytes() ?? defaultSettings.assumedDiskGb) * 1024;
  const look = (node: NodeDetail): void => {
    const chosen = choicesOf(view.getState().choices, node.id);
    missing.set(node.id, missingFields(node, chosen));
    warnings.set(node.id, stepWarnings(node, diskMb(), chosen));
    if (dependsOnDisk(node)) onDisk.set(node.id, node);
    if (hasPageChoice(node)) withChoices.set(node.id, node);
  };
  return { missing, warnings, look, onDisk, withChoices };
}

/**
 * Looks through a sequence from the first time that somebody asks for its problems. Details are read once, in
 * portions; after a change only those of the rows that it touched.
 */
export function createProblemsModel(parts: Parts): ProblemsModel {
  const { document, view, session } = parts;
  const { missing, warnings, look, onDisk, withChoices } = createLooks(parts);
  const queries = createQueryChecks(session);
  let named = noneNamed;
  const store = createStore<ProblemsState>(() => ({ problems: [], left: 0, isReading: true }));
  let tail: Promise<void> = Promise.resolve();
  const show = () => {
    const { rows } = document.getState();
    const { problems: references, left } = named;
    const said = { missing: saidFields(missing, view.getState()), references, refused: refusedFields(document) };
    const warned = saidWarnings(queries.with(warnings), view.getState());
    const all = errorsFirst(listProblems(rows, { ...said, warnings: warned }));
    store.setState(({ problems }) => ({ problems: keepProblems(problems, all), left }));
  };
  const read = (ids: readonly NodeId[]): void => {
    tail = tail.then(async () => {
      if (document.getState().phase !== 'open') return;
      store.setState({ isReading: true });
      const there = new Set(rowsToRead(document.getState().rows));
      const nodes = await session.loadDetails(ids.filter((id) => there.has(id)));
      nodes.forEach(look);
      await queries.read(nodes);
      named = await readReferences(parts);
      show();
      store.setState({ isReading: false });
    });
  };
  const readAll = () => read(rowsToRead(document.getState().rows));
  document.subscribe((state, before) => {
    if (state.session !== before.session && state.session !== null) readAll();
    else if (state.rows !== before.rows || haveRefused(state, before)) show();
  });
  view.subscribe((state, before) => {
    if (state.choices !== before.choices) withChoices.forEach(look);
    else if (state.fresh === before.fresh && state.visited === before.visited) return;
    show();
  });
  session.onChange((change) => read(change.touched));
  const stop = parts.disk?.subscribe(() => {
    for (const node of onDisk.values()) look(node);
    show();
  });
  document.subscribe((state) => {
    if (state.phase === 'closed') stop?.();
  });
  readAll();
  show();
  const ready = async (): Promise<void> => {
    const waited = tail;
    await waited;
    if (waited !== tail) await ready();
  };
  return { store, ready };
}
