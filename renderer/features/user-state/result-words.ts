import { notCarriedKinds } from '#shared/model/user-state';
import { sayMessage } from '#shared/text/say';
import type { Shell } from '../../app/types.ts';
import type { StateName } from '../../components/state.tsx';
import {
  figuresOf,
  headlineOf,
  proofOf,
  type Headline,
  type LinkState,
  type ProofLink,
  type StateResultData,
} from './state-result.ts';

type Words = Pick<Shell, 'text' | 'format'>;

/** The place where files went, or were meant to go. */
function destinationOf(data: StateResultData): string {
  return data.row.destinationName ?? '';
}

export function headlineText({ text }: Pick<Shell, 'text'>, data: StateResultData, headline: Headline): string {
  const destination = destinationOf(data);
  switch (headline.kind) {
    case 'restored-complete':
      return text('user-state:result.headline.restored-complete', { count: headline.total, destination });
    case 'restored-missing':
    case 'captured-missing':
      return text(`user-state:result.headline.${headline.kind}`, { count: headline.missing, total: headline.total });
    case 'restored-unproven':
      return text('user-state:result.headline.restored-unproven', {
        written: headline.written,
        count: headline.total,
        destination,
      });
    case 'damaged':
      return headline.catalog
        ? text('user-state:result.headline.damagedCatalog')
        : text('user-state:result.headline.damaged', { count: headline.damaged, total: headline.total });
    case 'captured-complete':
      return text('user-state:result.headline.captured-complete', { count: headline.total });
    case 'capturing':
    case 'not-finished':
    case 'deleting':
    case 'partly-deleted':
    case 'deleted':
      return text(`user-state:result.headline.${headline.kind}`);
  }
}

/** What the claim in the headline does not speak of: what rules left out, and what is not carried (UST-135). */
export function beyondText({ text, format }: Words, { capture, restore }: StateResultData): string {
  const { files = 0, bytes = 0 } = capture?.ruledOut ?? {};
  const carried = restore?.notCarried ?? capture?.notCarried;
  const lost = notCarriedKinds.reduce((sum, kind) => sum + (carried?.[kind] ?? 0), 0);
  const parts = [
    files === 0 ? '' : text('user-state:result.beyond.ruledOut', { count: files, bytes: format.bytes(bytes) }),
    lost === 0 ? '' : text('user-state:result.beyond.notCarried', { count: lost }),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Who accepted what is missing, when and why; null while nobody has. */
export function acceptedText({ text, format }: Words, { accepted }: StateResultData): string | null {
  if (accepted === null) return null;
  const { by, at, reason } = accepted;
  return text('user-state:result.accept.said', { by, time: format.date(at), reason });
}

/** The sentence under the headline: what the claim rests on. */
export function underText({ text, format }: Words, data: StateResultData, headline: Headline): string {
  const { capture, restore, row } = data;
  const figures = figuresOf(data);
  const destination = destinationOf(data);
  const timing = restore?.timing ?? capture?.timing ?? null;
  const time = timing === null ? '–' : format.duration(timing.endedAt - timing.startedAt);
  switch (headline.kind) {
    case 'restored-complete':
      return text('user-state:result.under.restored-complete', { bytes: format.bytes(restore?.bytes ?? 0), time });
    case 'restored-missing':
      return text('user-state:result.under.restored-missing', {
        count: figures.onDestination,
        bytes: format.bytes(restore?.bytes ?? 0),
        destination,
      });
    case 'captured-complete':
      return row.destinationName === null
        ? text('user-state:result.under.captured-completeNoDestination', { bytes: format.bytes(row.byteCount), time })
        : text('user-state:result.under.captured-complete', { bytes: format.bytes(row.byteCount), time, destination });
    case 'captured-missing':
      return text('user-state:result.under.captured-missing', {
        count: figures.stored,
        bytes: format.bytes(row.byteCount),
      });
    case 'not-finished':
    case 'partly-deleted':
      return text(`user-state:result.under.${headline.kind}`, { path: row.path });
    case 'deleted':
      return text('user-state:result.under.deleted', {
        time: row.deletedAt === null ? '–' : format.date(row.deletedAt),
      });
    case 'restored-unproven':
    case 'damaged':
    case 'capturing':
    case 'deleting':
      return text(`user-state:result.under.${headline.kind}`);
  }
}

/** One link of the proof in words. */
export interface LinkWords {
  readonly title: string;
  readonly text: string;
  readonly sign: StateName;
  readonly value: string;
}

const signs: Readonly<Record<LinkState, StateName>> = {
  proved: 'success',
  short: 'warning',
  failed: 'error',
  'not-done': 'waiting',
};

export function linkWords(words: Words, data: StateResultData, link: ProofLink): LinkWords {
  const { text, format } = words;
  const values = { source: data.row.sourceName, destination: destinationOf(data) };
  return {
    title:
      link.id === 'restored' && data.row.destinationName === null
        ? text('user-state:result.proof.restoredAnywhere')
        : text(`user-state:result.proof.${link.id}`, values),
    text: linkText(words, link),
    sign: signs[link.state],
    value: link.count === null ? text('user-state:result.proof.notDone') : format.number(link.count),
  };
}

function linkText({ text }: Words, link: ProofLink): string {
  const count = link.detail;
  const isDone = link.state !== 'not-done';
  switch (link.id) {
    case 'taken':
      return isDone
        ? text('user-state:result.proof.takenText', { count: link.count ?? 0 })
        : text('user-state:result.proof.takenNot');
    case 'stored':
      if (!isDone) return text('user-state:result.proof.takenNot');
      return count > 0
        ? text('user-state:result.proof.storedMissing', { count })
        : text('user-state:result.proof.storedText');
    case 'verified':
      if (!isDone) return text('user-state:result.proof.verifiedNot');
      return count > 0
        ? text('user-state:result.proof.verifiedDamaged', { count })
        : text('user-state:result.proof.verifiedText');
    case 'restored':
      if (!isDone) return text('user-state:result.proof.restoredNot');
      return count > 0
        ? text('user-state:result.proof.restoredThere', { count })
        : text('user-state:result.proof.restoredText');
    case 'not-asked':
      return text('user-state:result.proof.not-askedText');
    case 'missing':
      return text(
        (link.count ?? 0) > 0 ? 'user-state:result.proof.missingText' : 'user-state:result.proof.missingNone',
      );
  }
}

/** The whole result as plain text, for a ticket. */
export function summaryText(words: Words, data: StateResultData): string {
  const { text } = words;
  const headline = headlineOf(data);
  const proof = proofOf(data).map((link) => {
    const line = linkWords(words, data, link);
    return `${line.title}: ${line.value} (${line.text})`;
  });
  const missing = (data.restore?.missing ?? []).map(
    (file) => `${file.path} – ${text(`user-state:result.cause.${file.cause}`)}. ${sayMessage(text, file.remedy)}`,
  );
  return [
    text('user-state:result.summary.title', { source: data.row.sourceName }),
    headlineText(words, data, headline),
    beyondText(words, data),
    underText(words, data, headline),
    '',
    ...proof,
    ...(missing.length === 0 ? [] : ['', `${text('user-state:result.summary.missing')}:`, ...missing]),
  ].join('\n');
}
