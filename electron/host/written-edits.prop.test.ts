import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { oddInteger, oddText, oddTime } from '#core/ports/odd-values.contract';
import type { Edit } from '#shared/model/edit';
import type { PackageId } from '#shared/model/ids';
import type { OutlineRow } from '#shared/model/outline';
import { accepted, openClient, type OpenClient } from './fakes/open-client.ts';

let site: OpenClient;
let folder: string;
beforeAll(async () => {
  site = await openClient();
  folder = await mkdtemp(join(tmpdir(), 'waystation-exports-'));
});
afterAll(async () => {
  await site.remove();
  await rm(folder, { recursive: true });
});
afterEach(() => vi.useRealTimers());

function setClock(at: number): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(at);
}

/** Values of a step that the field gives no form: the document takes them as they are. */
const text = fc.oneof(oddText(100), oddText(255), oddText(5000));
const places = [
  'setName',
  'setDescription',
  'setVariable',
  'ownVariable',
  'timeoutSeconds',
  'successCodes',
  'condition',
  'insertRaw',
] as const;
const act = fc.record({ place: fc.constantFrom(...places), text, other: text, number: oddInteger, at: oddTime });
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

function editOf({ id }: OutlineRow, { place, text: value, other, number }: Act): Edit {
  switch (place) {
    case 'setName':
      return { kind: 'setName', id, name: value };
    case 'setDescription':
      return { kind: 'setDescription', id, description: value };
    case 'setVariable':
      return { kind: 'setVariable', id, property: 'CommandLine', value };
    case 'ownVariable':
      return { kind: 'setVariable', id, property: other, name: other, hidden: false, value };
    case 'timeoutSeconds':
      return { kind: 'setStepOption', id, option: 'timeoutSeconds', value: number };
    case 'successCodes':
      return { kind: 'setStepOption', id, option: 'successCodes', value };
    case 'insertRaw':
      return { kind: 'insertRaw', place: { where: 'after', id }, xml: value };
    case 'condition': {
      const type = 'SMS_TaskSequence_VariableConditionExpression';
      const variables = [
        { name: 'Operator', value: 'equals' },
        { name: 'Value', value },
        { name: 'Variable', value: other },
      ];
      const condition = {
        children: [{ kind: 'expression' as const, key: null, type, variables, ignoreQueryFailure: false }],
      };
      return { kind: 'setCondition', id, condition };
    }
  }
}

/** Everything that a window shows of the session: rows, details, history. */
async function shown(packageId: PackageId, mode: 'edit' | 'view' = 'edit') {
  const client = site.client();
  const { sessionId, epoch, rows, history } = await client.call('editor.open', { packageId, mode, draft: 'keep' });
  const nodeIds = rows.map(({ id }) => id);
  const { nodes } =
    nodeIds.length === 0 ? { nodes: [] } : await client.call('editor.nodes', { sessionId, epoch, nodeIds });
  return {
    session: { sessionId, epoch },
    rows,
    history,
    seen: nodes.map(({ id: _id, ...node }) => JSON.stringify(node).replaceAll(/"key":"[^"]*"/g, '""')),
  };
}

it('[STO-188] what is typed into a draft, another start of the program gives back, undone and done again too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 5 }), async (acts) => {
      const made = await site.client().call('sequence.create', { name: 'S', description: '', folderId: null });
      const { session } = await shown(made.packageId);
      const place = { where: 'into', parentId: null } as const;
      const type = 'SMS_TaskSequence_RunCommandLineAction';
      await site.client().call('editor.apply', { ...session, edits: [{ kind: 'insert', place, type, name: 'Step' }] });
      let taken = 0;
      for (const one of acts) {
        setClock(one.at);
        const [row] = (await shown(made.packageId)).rows;
        if (row === undefined) throw new Error('the step is gone');
        if (
          (await accepted(site.client().call('editor.apply', { ...session, edits: [editOf(row, one)] }))) !== undefined
        )
          taken += 1;
      }
      const before = await shown(made.packageId);
      await site.reopen();
      const after = await shown(made.packageId);
      expect([after.seen, after.history]).toEqual([before.seen, before.history]);
      const steps = after.history.undoCount;
      await site.client().call('editor.undo', { ...after.session, steps });
      await site.client().call('editor.redo', { ...after.session, steps });
      const again = await shown(made.packageId);
      expect(again.seen).toEqual(before.seen);
      await site.client().call('editor.save', { ...again.session, overwrite: false });
      await site.reopen();
      expect((await shown(made.packageId, 'view')).seen).toEqual(before.seen);
      expect(taken).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 25 },
  );
}, 180_000);

it('[XFER-80] what is exported, zip and XML, is imported as it was', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(
      oddText(255),
      oddText(255),
      fc.array(act, { maxLength: 4 }),
      oddText(4000),
      async (name, description, acts, comment) => {
        const client = site.client();
        const made = await accepted(client.call('sequence.create', { name, description, folderId: null }));
        if (made === undefined) return;
        const { session } = await shown(made.packageId);
        const place = { where: 'into', parentId: null } as const;
        const type = 'SMS_TaskSequence_RunCommandLineAction';
        await client.call('editor.apply', { ...session, edits: [{ kind: 'insert', place, type, name: 'Step' }] });
        for (const one of acts) {
          setClock(one.at);
          const [row] = (await shown(made.packageId)).rows;
          if (row !== undefined) await accepted(client.call('editor.apply', { ...session, edits: [editOf(row, one)] }));
        }
        await client.call('editor.save', { ...(await shown(made.packageId)).session, overwrite: false });
        const before = await shown(made.packageId, 'view');
        count += 1;
        const path = join(folder, `${String(count)}.zip`);
        const sequences = { kind: 'ids' as const, ids: [made.packageId] };
        const exported = await accepted(
          client.call('sequence.export', { sequences, target: { kind: 'path', path, overwrite: false }, comment }),
        );
        if (exported === undefined) return;
        const { imported, refused } = await client.call('sequence.import', {
          sources: [{ kind: 'path', path }],
          folderId: null,
        });
        expect(refused).toEqual([]);
        const [again] = imported;
        if (again === undefined) throw new Error('nothing was imported');
        expect(again.name).toBe(name);
        const [row] = (await client.call('sequence.list', { ids: [again.packageId] })).rows;
        expect(row).toMatchObject({ name, description });
        expect((await shown(again.packageId, 'view')).seen).toEqual(before.seen);
        const loose = join(folder, `${String(count)}.xml`);
        await writeFile(loose, (await client.call('sequence.print', made)).xml);
        const printed = await client.call('sequence.import', {
          sources: [{ kind: 'path', path: loose }],
          folderId: null,
        });
        expect(printed.refused).toEqual([]);
        const [other] = printed.imported;
        expect((await shown(other?.packageId ?? made.packageId, 'view')).seen).toEqual(before.seen);
      },
    ),
    { numRuns: 20 },
  );
}, 180_000);
