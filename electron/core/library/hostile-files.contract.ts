import { expect } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { mutate } from '../ports/fakes/mutate.ts';
import { createRepeatable, type Repeatable } from '../sample/random.ts';
import { buildExport, smallSequence } from '../transfer/fakes/build-export.ts';
import type { FileWork } from './file-workers.ts';
import { fileWorkersHere } from './file-workers.ts';
import type { LinkedSequence } from './file-worker-messages.ts';

/** What became of so many damaged files. */
export interface HostileFiles {
  readonly taken: number;
  /** By the code of the refusal. */
  readonly refused: Readonly<Record<string, number>>;
}

const ids = new Map([
  ['LAB00001', 'WST00001'],
  ['LAB00002', 'WST00002'],
]);
const made = (packageId: string, xml: string) => ({ packageId, name: `Sequence ${packageId}`, xml });

const originals: readonly [Buffer, ...Buffer[]] = [
  Buffer.from(smallSequence),
  Buffer.from(`\uFEFF${smallSequence}`, 'utf16le'),
  buildExport([made('LAB00001', smallSequence), made('LAB00002', smallSequence)]),
];

/** The whole file is damaged, or the text within an export whose checksums are right again. */
function makeFile(random: Repeatable): Buffer {
  if (random.below(3) > 0) return mutate(random.pick(originals), random);
  const text = mutate(Buffer.from(smallSequence), random).toString('utf8');
  return buildExport([made('LAB00001', text)]);
}

async function take(work: FileWork, source: Uint8Array): Promise<readonly LinkedSequence[]> {
  await work.do({ kind: 'read', fileName: 'hostile', source });
  return work.do({ kind: 'link', fileName: 'hostile', ids, at: 7 });
}

/** What was taken can go out again, and comes back as the same text. */
async function demandTheWayBack(work: FileWork, linked: readonly LinkedSequence[], what: string): Promise<void> {
  const sequences = linked.map(({ document, carry }, index) => ({
    ...{ packageId: `WST0000${String(index + 1)}`, name: `Sequence ${String(index)}`, description: '', enabled: true },
    ...{ document, carry, properties: {}, createdAt: 1, modifiedAt: 2 },
  }));
  const order = { fileName: 'out.zip', sequences, names: new Map<string, string>(), siteCode: 'WST', comment: '' };
  const { bytes } = await work.do({ kind: 'pack', ...order });
  const again = await work.do({ kind: 'pack', ...order, sequences: [...sequences] });
  expect(Buffer.from(bytes).equals(again.bytes), what).toBe(true);
  const { sequences: facts } = await work.do({ kind: 'read', fileName: 'out.zip', source: bytes });
  expect(facts.length, what).toBe(linked.length);
}

/**
 * Reads so many files that were damaged by chance: each is refused by a code of ours, or taken as something that can be
 * exported and read again. The same seed damages the same files.
 */
export async function readHostileFiles(rounds: number, seed: number): Promise<HostileFiles> {
  const random = createRepeatable(seed);
  const work = fileWorkersHere.begin();
  const refused: Record<string, number> = {};
  let taken = 0;
  for (let round = 0; round < rounds; round += 1) {
    const bytes = makeFile(random);
    const what = `round ${String(round)} of seed ${String(seed)}`;
    const linked = await take(work, bytes).catch((error: unknown) => {
      if (!isAppError(error)) throw new Error(what, { cause: error });
      expect(error.code, what).not.toBe('INTERNAL');
      refused[error.code] = (refused[error.code] ?? 0) + 1;
      return null;
    });
    if (linked === null) continue;
    taken += 1;
    await demandTheWayBack(work, linked, what);
  }
  await work.end();
  return { taken, refused };
}
