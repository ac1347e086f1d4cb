import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { createClient, type Client } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { isAppError } from '#shared/contract/errors';
import { readAll } from '#shared/contract/read-all';
import type { EditorChange, EditorState } from '#shared/model/editor';
import type { PackageId } from '#shared/model/ids';
import { applyOutlinePatch } from '#shared/model/outline';
import type { SiteChange } from '#shared/model/site';
import { type ComposedHost, composeHost } from '../compose.ts';
import { createServer, type Server } from '../serve.ts';
import { createMemoryPair } from '../transports/memory.ts';
import { memoryLog } from './host.ts';

/** One program on a site, which serves windows. */
export interface SoakProcess {
  readonly host: ComposedHost;
  readonly server: Server;
  close(): Promise<void>;
}

export async function openProcess(siteDirectory: string): Promise<SoakProcess> {
  const log = memoryLog();
  const host = await composeHost({ siteDirectory, host: 'browser', log, isConsole: false });
  const server = createServer({ handlers: host.handlers, events: host.events, build: '0', log });
  const close = async (): Promise<void> => {
    server.close();
    await host.close();
    expect(log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
  };
  return { host, server, close };
}

const lists = { devices: 'device.list', sequences: 'sequence.list', associations: 'association.list' } as const;
/** Rows of these carry names and states of the others. */
const dependsOn = {
  devices: ['devices'],
  sequences: ['sequences', 'folders'],
  associations: ['associations', 'devices'],
};
type Kind = keyof typeof lists;
type Rows = ReadonlyMap<string, unknown>;

/** What one window shows of one task sequence. */
export interface SoakEditor {
  rename(at: number, name: string): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  save(): Promise<void>;
  discard(): Promise<void>;
  close(): Promise<void>;
}

/** A window as the console is one: it shows what answers say, and reads again what events name. */
export interface SoakWindow {
  readonly index: number;
  readonly client: Client;
  editorOf(packageId: PackageId): Promise<SoakEditor>;
  /** Does what a window does when it is told of a conflict: looks at what is there, and takes it. */
  heed(error: unknown): Promise<void>;
  /** Resolves when everything that was heard is read. */
  settled(): Promise<void>;
  mirror(kind: Kind): Rows;
  readList(kind: Kind): Promise<Rows>;
  /** What it shows of an open sequence otherwise than the core has it. */
  differencesOf(packageId: PackageId): Promise<unknown[]>;
}

const keyOf = (row: { readonly id?: string; readonly packageId?: string }): string => row.id ?? row.packageId ?? '';

async function readRows(client: Client, kind: Kind, ids: readonly string[] | null): Promise<Map<string, unknown>> {
  const rows = await readAll(client, lists[kind], { ids: ids === null ? null : [...ids] });
  return new Map(rows.map((row) => [keyOf(row as never), row]));
}

/** Copies of the lists, kept by events alone. */
class Mirrors {
  readonly #client: Client;
  readonly #rows = new Map<Kind, Map<string, unknown>>();
  #reading: Promise<void> = Promise.resolve();

  constructor(client: Client) {
    this.#client = client;
    client.on('site.changed', ({ changes }) => this.#hear(changes));
    for (const kind of Object.keys(lists) as Kind[]) this.#read(kind, null);
  }

  rows(kind: Kind): Rows {
    return new Map([...(this.#rows.get(kind) ?? [])].sort());
  }

  async settled(): Promise<void> {
    let before: Promise<void> | null = null;
    while (before !== this.#reading) {
      before = this.#reading;
      await before;
    }
  }

  #hear(changes: readonly SiteChange[]): void {
    for (const kind of Object.keys(lists) as Kind[]) {
      const own = changes.find((change) => change.kind === kind);
      const others = changes.some((change) => change.kind !== kind && dependsOn[kind].includes(change.kind));
      if (others) this.#read(kind, null);
      else if (own !== undefined) this.#read(kind, own.ids);
    }
  }

  #read(kind: Kind, ids: readonly string[] | null): void {
    this.#reading = this.#reading.then(async () => {
      const fresh = await readRows(this.#client, kind, ids);
      const known = ids === null ? new Map<string, unknown>() : (this.#rows.get(kind) ?? new Map<string, unknown>());
      for (const id of ids ?? []) known.delete(id);
      for (const [id, row] of fresh) known.set(id, row);
      this.#rows.set(kind, known);
    });
  }
}

/** The open editors of a window by task sequence. */
class Editors {
  readonly #client: Client;
  readonly #states = new Map<PackageId, EditorState>();
  #reading: Promise<void> = Promise.resolve();

  constructor(client: Client) {
    this.#client = client;
    client.on('editor.changed', (change) => this.#hear(change.sessionId, (state) => this.#take(state, change)));
    client.on('editor.renewed', ({ sessionId }) => this.#hear(sessionId, (state) => this.#reread(state)));
  }

  state(packageId: PackageId): EditorState | undefined {
    return this.#states.get(packageId);
  }

  async settled(): Promise<void> {
    let before: Promise<void> | null = null;
    while (before !== this.#reading) {
      before = this.#reading;
      await before;
    }
  }

  /** Those whose draft another program has changed. */
  behind(): EditorState[] {
    return [...this.#states.values()].filter(({ isBehind }) => isBehind);
  }

  async rereadAll(): Promise<void> {
    for (const state of [...this.#states.values()]) await this.#reread(state);
  }

  async open(packageId: PackageId): Promise<SoakEditor> {
    if (!this.#states.has(packageId)) {
      const state = await this.#client.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
      this.#states.set(packageId, state);
    }
    const call = () => {
      const { sessionId, epoch } = this.#states.get(packageId) ?? expect.unreachable();
      return { sessionId, epoch };
    };
    const made = async (work: Promise<EditorChange>): Promise<void> => {
      const change = await work;
      this.#hear(change.sessionId, (state) => this.#take(state, change));
      await this.#reading;
    };
    return {
      rename: (at, name) => {
        const rows = this.#states.get(packageId)?.rows ?? [];
        const id = rows[at % Math.max(1, rows.length)]?.id;
        if (id === undefined) return Promise.resolve();
        return made(this.#client.call('editor.apply', { ...call(), edits: [{ kind: 'setName', id, name }] }));
      },
      undo: () => made(this.#client.call('editor.undo', { ...call(), steps: 1 })),
      redo: () => made(this.#client.call('editor.redo', { ...call(), steps: 1 })),
      save: () => made(this.#client.call('editor.save', { ...call(), overwrite: false }).then((saved) => saved.change)),
      discard: async () => void this.#states.set(packageId, await this.#client.call('editor.discard', call())),
      close: async () => {
        const { sessionId } = call();
        this.#states.delete(packageId);
        await this.#client.call('editor.close', { sessionId });
      },
    };
  }

  #hear(sessionId: string, work: (state: EditorState) => Promise<void>): void {
    this.#reading = this.#reading.then(async () => {
      const state = [...this.#states.values()].find((one) => one.sessionId === sessionId);
      if (state !== undefined) await work(state);
    });
  }

  async #take(old: EditorState, change: EditorChange): Promise<void> {
    if (change.epoch < old.epoch || (change.epoch === old.epoch && change.changeNumber <= old.changeNumber)) return;
    if (change.epoch > old.epoch || change.changeNumber > old.changeNumber + 1) return this.#reread(old);
    const { patch, label: _label, touched: _touched, select: _select, ...rest } = change;
    const { detail: _detail, ...standing } = rest as typeof rest & { detail?: unknown };
    this.#states.set(old.packageId, { ...old, ...standing, rows: applyOutlinePatch(old.rows, patch) });
  }

  async #reread(state: EditorState): Promise<void> {
    try {
      this.#states.set(state.packageId, await this.#client.call('editor.state', { sessionId: state.sessionId }));
    } catch (error) {
      if (!isAppError(error, 'SESSION_NOT_OPEN')) throw error;
      this.#states.delete(state.packageId);
    }
  }
}

export async function openWindow(process: SoakProcess, index: number): Promise<SoakWindow> {
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  process.server.connect(left);
  const client = createClient(right, { build: '0', onFault: (what) => expect.unreachable(what) });
  const mirrors = new Mirrors(client);
  const editors = new Editors(client);
  await mirrors.settled();
  return {
    index,
    client,
    editorOf: (packageId) => editors.open(packageId),
    heed: async (error) => {
      await editors.rereadAll();
      if (!isAppError(error, 'REVISION_CONFLICT') || error.details['of'] !== 'draft') return;
      for (const { sessionId, epoch } of editors.behind()) {
        try {
          await client.call('editor.settle', { sessionId, epoch, keep: 'stored' });
        } catch (again) {
          // Another window of the same session settled it first.
          if (!isAppError(again, 'SESSION_RENEWED') && !isAppError(again, 'SESSION_NOT_OPEN')) throw again;
        }
      }
      await editors.rereadAll();
    },
    settled: async () => {
      await editors.settled();
      await mirrors.settled();
    },
    mirror: (kind) => mirrors.rows(kind),
    readList: async (kind) => new Map([...(await readRows(client, kind, null))].sort()),
    differencesOf: async (packageId) => {
      await editors.settled();
      const shown = editors.state(packageId);
      if (shown === undefined) return [];
      const there = await client.call('editor.state', { sessionId: shown.sessionId });
      // When a draft was taken up is told on opening, for the bar that says so then.
      const names = (Object.keys(there) as (keyof EditorState)[]).filter((name) => name !== 'draftFrom');
      const differing = names.filter((name) => !isDeepStrictEqual(shown[name], there[name]));
      return differing.map((name) => ({ name, shown: shown[name], there: there[name] }));
    },
  };
}
