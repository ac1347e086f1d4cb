import { message } from '#shared/contract/message';
import { existsSync, rmSync } from 'node:fs';
import { realClock, realIds } from '#core/ports/real';
import { makeTemporaryFolder } from '#core/ports/temporary-folder';
import { checkCorpus, type CorpusKind, type CorpusResult } from '#core/sequence/corpus';
import type { Reopen } from '#core/sequence/corpus-check';
import { StoredHistoryEntry, storedPatches } from '#core/sequence/history';
import { createSite, openSite, type Site } from '#core/site/site';
import { listEdits } from '#core/store/tables/editing-lists';
import { appendEdit, findEditingSession, insertEditingSession, setPosition } from '#core/store/tables/editing-session';
import { insertSequence } from '#core/store/tables/sequence';
import { nextPackageId } from '#core/store/tables/site';
import { commandLine } from '#shared/text/en/command-line';
import type { Command, Commands } from './command.ts';
import { commandLineWords } from './error-words.ts';
import { exitCodes, type Line, table } from './output.ts';

/** Keeps a session in a real site, closes the site, opens it again and reads the session back. */
function reopenBySite(directory: string, first: Site): { reopen: Reopen; close: () => Promise<void> } {
  let site = first;
  const reopen: Reopen = async (state) => {
    const at = realClock.now();
    const document = Buffer.from(state.text, 'utf8');
    const packageId = await site.database.write(async (transaction) => {
      const id = await nextPackageId(transaction);
      const fixed = {
        folderId: null,
        description: '',
        dialect: 'cm' as const,
        carry: null,
        properties: {},
        stepCount: 0,
      };
      await insertSequence(transaction, {
        ...fixed,
        packageId: id,
        name: id,
        document,
        enabled: true,
        at,
        by: 'corpus',
      });
      const begun = { packageId: id, generation: realIds.uuid(), savedRevision: 1, baseDocument: document, at };
      let known = await insertEditingSession(transaction, begun);
      for (const entry of state.entries) {
        const edit = { ...entry, patches: storedPatches(entry.patches) };
        known = (await appendEdit(transaction, id, known, edit)).version;
      }
      await setPosition(transaction, id, known, state.position, at);
      return id;
    });
    await site.close();
    site = await openSite(directory, { clock: realClock });
    const row = await findEditingSession(site.database.read, packageId);
    const edits = await listEdits(site.database.read, packageId);
    return {
      text: Buffer.from(row?.baseDocument ?? []).toString('utf8'),
      entries: edits.map(({ label, mergeKey, patches, at: when }) =>
        StoredHistoryEntry.parse({ label, mergeKey, patches, at: when }),
      ),
      position: row?.position ?? 0,
      savedPosition: state.savedPosition,
    };
  };
  return { reopen, close: () => site.close() };
}

const conditionWords = new Set<string>(Object.keys(commandLine.corpus.condition));
type ConditionWord = keyof (typeof commandLine)['corpus']['condition'];
const isConditionWord = (kind: string): kind is ConditionWord => conditionWords.has(kind);

/** What was done to the properties of each type of step, and to the conditions of each kind. */
function tellEdits({ properties, conditions }: CorpusResult): Line[] {
  const types = Object.entries(properties);
  const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
  const edits = Object.values(conditions).flatMap(({ changed, moved, nested, removed }) => [
    changed,
    moved,
    nested,
    removed,
  ]);
  const set = sum(types.map(([, one]) => one.set));
  const refused = sum(types.map(([, one]) => one.refused));
  return [
    ...table(
      ['step-type', 'set-and-back', 'no-other-value'],
      types.map(([type, one]) => [
        type === '' ? message('command-line:corpus.no-type') : type,
        String(one.set),
        String(one.refused),
      ]),
    ),
    message('command-line:corpus.properties', { count: set, refused }),
    ...table(
      ['condition', 'changed', 'moved', 'put-into-if', 'removed'],
      Object.entries(conditions).map(([kind, { changed, moved, nested, removed }]) => [
        isConditionWord(kind) ? message(`command-line:corpus.condition.${kind}`) : kind,
        ...[changed, moved, nested, removed].map(String),
      ]),
    ),
    message('command-line:corpus.conditions', { count: sum(edits) }),
  ];
}

function summarise(result: CorpusResult): Line[] {
  const { kinds, different, refused } = result;
  const rows = Object.entries(kinds).map(([kind, { identical, different: other, refused: not }]) => {
    const readable = identical + other;
    const share = readable === 0 ? '–' : `${((identical / readable) * 100).toFixed(1)} %`;
    return [
      message(`command-line:corpus.kind.${kind as CorpusKind}`),
      String(identical),
      String(other),
      String(not),
      share,
    ];
  });
  return [
    ...different.map(({ file, reason }) => message('command-line:corpus.different', { file, reason })),
    ...refused.map(({ file, code, details }) =>
      message('command-line:corpus.refused', { file, code, sentence: commandLineWords(code, details).sentence }),
    ),
    ...tellEdits(result),
    ...table(['kind', 'identical', 'different', 'refused', 'of-those-read'], rows),
  ];
}

const corpus: Command = {
  usage: 'corpus DIR',
  needs: 0,
  most: 1,
  run: async ({ words, output }) => {
    const folder = words[0] ?? '';
    if (folder === '' || !existsSync(folder)) {
      const said =
        folder === ''
          ? message('command-line:corpus.skipped-no-folder')
          : message('command-line:corpus.skipped-not-there', { folder });
      output.result({ skipped: true, reason: said }, [said]);
      return exitCodes.success;
    }
    const directory = makeTemporaryFolder('corpus');
    const site = await createSite(directory, { code: 'COR', name: 'Corpus' }, { clock: realClock, ids: realIds });
    const { reopen, close } = reopenBySite(directory, site);
    try {
      const result = await checkCorpus(folder, { reopen });
      output.result(result, summarise(result));
      return result.different.length === 0 ? exitCodes.success : exitCodes.failed;
    } finally {
      await close();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

export const corpusCommands = { corpus } satisfies Commands;
