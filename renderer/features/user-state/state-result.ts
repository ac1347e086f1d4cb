import type { Output } from '#shared/contract/contract';
import { countMissing, entriesOf, isMissing, missingFiles } from '#shared/model/user-state';
import type {
  CaptureResult,
  RestoreMissingCause,
  RestoreResult,
  UserSummary,
  VerifyResult,
} from '#shared/model/user-state';

export type StateResultData = Output<'stateStore.get'>;

/** The sentence at the top of a result. It must be true by itself: "complete" only where the numbers prove it. */
export type Headline =
  | { readonly kind: 'restored-complete'; readonly total: number }
  | { readonly kind: 'restored-missing'; readonly total: number; readonly missing: number }
  | { readonly kind: 'restored-unproven'; readonly written: number; readonly total: number }
  | { readonly kind: 'damaged'; readonly total: number; readonly damaged: number; readonly catalog: boolean }
  | { readonly kind: 'captured-complete'; readonly total: number }
  | { readonly kind: 'captured-missing'; readonly total: number; readonly missing: number }
  | { readonly kind: 'capturing' }
  | { readonly kind: 'not-finished' }
  | { readonly kind: 'deleting' }
  | { readonly kind: 'partly-deleted' }
  | { readonly kind: 'deleted' };

export type LinkState = 'proved' | 'short' | 'failed' | 'not-done';

/** One link of the proof: what was done, over how many files. */
export interface ProofLink {
  readonly id: 'taken' | 'stored' | 'verified' | 'restored' | 'not-asked' | 'missing';
  readonly state: LinkState;
  readonly count: number | null;
  /** A second number of the link: damaged files, files that were there already. */
  readonly detail: number;
}

/** The numbers of a result, made to add up: stored + not captured = included. */
export interface StateFigures {
  /** Files that the rules included; 0 when nothing was captured. */
  readonly included: number;
  readonly stored: number;
  readonly storedBytes: number;
  /** Files on the destination with their proof: written now, or there already. */
  readonly onDestination: number;
  /** Files of users that the restore was not asked for. */
  readonly notAsked: number;
  /** Files that should be on the destination. */
  readonly wanted: number;
  readonly missing: number;
}

export function figuresOf(data: StateResultData): StateFigures {
  const { capture, restore, row } = data;
  const stored = capture?.files ?? row.fileCount;
  const notCaptured = capture?.missingCount ?? (restore === null ? row.missingCount : 0);
  const missing = countMissing(data, row.missingCount);
  const included = stored + notCaptured;
  if (restore === null) {
    return { included, stored, storedBytes: row.byteCount, onDestination: 0, notAsked: 0, wanted: included, missing };
  }
  const onDestination = restore.files;
  const notAsked = capture === null ? 0 : filesOfOthers(capture, restore);
  const wanted = included - notAsked;
  return { included, stored, storedBytes: row.byteCount, onDestination, notAsked, wanted, missing };
}

/** Files that the rules included of users whom the restore left out on purpose: not missing, nor over there. */
function filesOfOthers(capture: CaptureResult, restore: RestoreResult): number {
  const came = new Set([
    ...restore.perUser.map((user) => userKey(user)),
    ...restore.missing.map((file) => file.user.toLowerCase()),
  ]);
  return capture.perUser
    .filter((user) => !came.has(userKey(user)))
    .reduce((sum, user) => sum + user.files + missingOfUser(capture, user), 0);
}

/** Missing files of one user: what the result says, or for one of an earlier version what its list has. */
function missingOfUser(result: CaptureResult | RestoreResult | null, user: UserSummary): number {
  if (result === null) return 0;
  const counted = result.perUser.find((one) => userKey(one) === userKey(user))?.missing;
  if (counted !== undefined) return counted;
  const lost: readonly { user: string; files?: number | undefined }[] =
    'missing' in result ? result.missing : result.leftOut.filter(({ reason }) => isMissing(reason));
  return missingFiles(lost.filter((one) => userKey(one) === userKey(user)));
}

export function userKey(user: Pick<UserSummary, 'user'>): string {
  return user.user.toLowerCase();
}

export function headlineOf(data: StateResultData): Headline {
  const { row, capture, restore, verify } = data;
  const figures = figuresOf(data);
  if (restore !== null) {
    const { missing } = figures;
    if (missing > 0) return { kind: 'restored-missing', total: Math.max(figures.wanted, missing), missing };
    const isProved = restore.isComplete && figures.onDestination === figures.wanted;
    return isProved
      ? { kind: 'restored-complete', total: figures.wanted }
      : { kind: 'restored-unproven', written: figures.onDestination, total: figures.wanted };
  }
  if (row.state === 'deleted') return { kind: 'deleted' };
  if (row.condition === 'deleting' || row.condition === 'partly-deleted') return { kind: row.condition };
  if (verify !== null && !verify.isSound) {
    return { kind: 'damaged', total: figures.stored, damaged: verify.damagedCount, catalog: !verify.catalogIsSound };
  }
  if (row.state === 'requested' || row.state === 'capturing') return { kind: 'capturing' };
  if (capture === null) return { kind: 'not-finished' };
  if (figures.missing > 0 || !capture.isComplete) {
    return { kind: 'captured-missing', total: figures.included, missing: figures.missing };
  }
  return { kind: 'captured-complete', total: figures.included };
}

export function headlineTone(headline: Headline): 'success' | 'warning' | 'error' | 'progress' | 'muted' {
  switch (headline.kind) {
    case 'restored-complete':
    case 'captured-complete':
      return 'success';
    case 'restored-missing':
    case 'restored-unproven':
    case 'captured-missing':
    case 'partly-deleted':
      return 'warning';
    case 'damaged':
    case 'not-finished':
      return 'error';
    case 'capturing':
    case 'deleting':
      return 'progress';
    case 'deleted':
      return 'muted';
  }
}

/** The chain from the old computer to the new one. Numbers of neighbouring links are equal when nothing was lost. */
export function proofOf(data: StateResultData): readonly ProofLink[] {
  const { capture, restore, verify } = data;
  const figures = figuresOf(data);
  const links: ProofLink[] = [
    capture === null
      ? { id: 'taken', state: 'not-done', count: null, detail: 0 }
      : { id: 'taken', state: 'proved', count: figures.included, detail: 0 },
    capture === null
      ? { id: 'stored', state: 'not-done', count: null, detail: 0 }
      : {
          id: 'stored',
          state: shortOf(figures.stored, figures.included),
          count: figures.stored,
          detail: capture.missingCount,
        },
    verifiedLink(verify),
  ];
  if (restore !== null) {
    links.push({
      id: 'restored',
      state: shortOf(figures.onDestination, figures.wanted),
      count: figures.onDestination,
      detail: restore.alreadyThere,
    });
    if (figures.notAsked > 0) links.push({ id: 'not-asked', state: 'proved', count: figures.notAsked, detail: 0 });
  } else links.push({ id: 'restored', state: 'not-done', count: null, detail: 0 });
  links.push({ id: 'missing', state: figures.missing > 0 ? 'failed' : 'proved', count: figures.missing, detail: 0 });
  return links;
}

function shortOf(have: number, want: number): LinkState {
  return have === want ? 'proved' : 'short';
}

function verifiedLink(verify: VerifyResult | null): ProofLink {
  if (verify === null) return { id: 'verified', state: 'not-done', count: null, detail: 0 };
  return {
    id: 'verified',
    state: verify.isSound ? 'proved' : 'failed',
    count: Math.max(verify.checkedFiles - verify.damagedCount, 0),
    detail: verify.damagedCount,
  };
}

/** One row of the table of users: what was stored, what came over, what did not. */
export interface UserRow {
  readonly user: string;
  readonly kind: UserSummary['kind'];
  readonly profilePath: string;
  readonly files: number;
  readonly bytes: number;
  readonly missing: number;
  readonly renamed: number;
  /** What the rules left out at the capture. */
  readonly leftOutFiles: number;
  readonly leftOutBytes: number;
  readonly isAsked: boolean;
  /** The store is damaged, so nothing is claimed for this user. */
  readonly isUnproven: boolean;
}

export function userRows(data: StateResultData): readonly UserRow[] {
  const { capture, restore } = data;
  const came = new Map((restore?.perUser ?? []).map((user) => [userKey(user), user]));
  const summaries = capture?.perUser ?? restore?.perUser ?? [];
  return summaries.map((summary) => {
    const there = came.get(userKey(summary));
    const missing = missingOfUser(restore ?? capture, summary);
    const shown = restore === null ? summary : there;
    return {
      user: summary.user,
      kind: summary.kind,
      profilePath: shown?.profilePath ?? summary.profilePath,
      files: shown?.files ?? 0,
      bytes: shown?.bytes ?? 0,
      missing,
      renamed: renamedBelow(restore, there),
      leftOutFiles: summary.leftOutFiles ?? 0,
      leftOutBytes: summary.leftOutBytes ?? 0,
      isAsked: restore === null || there !== undefined || missing > 0,
      isUnproven: missing === 0 && isDamagedFor(data, summary.user),
    };
  });
}

/** What came over is proved by its hashes; what is in the store is not, when it was found damaged for this user or as a whole. */
function isDamagedFor({ restore, verify }: StateResultData, user: string): boolean {
  if (restore !== null) return restore.missingCount === 0 && !restore.isComplete;
  if (verify === null || verify.isSound) return false;
  const isCut = verify.damaged.length < verify.damagedCount;
  return isCut || !verify.catalogIsSound || verify.damaged.some((one) => one.user.toLowerCase() === user.toLowerCase());
}

function renamedBelow(restore: RestoreResult | null, user: UserSummary | undefined): number {
  if (restore === null || user === undefined || user.kind === 'system') return 0;
  const root = `${user.profilePath.toLowerCase()}\\`;
  return restore.renamed.filter((file) => file.targetPath.toLowerCase().startsWith(root)).length;
}

/** Whether the last restore left something out and nobody has accepted that: its store is kept until then (MIG-31). */
export function canAccept({ row, restore, accepted }: StateResultData): boolean {
  return row.state === 'restored' && restore?.isComplete === false && accepted === null;
}

/** A restore that is repeated brings what the destination refused, and never what the store does not have. */
function remediesOf({ restore }: StateResultData): readonly NextStep[] {
  const missing = restore?.missing ?? [];
  const isInStore = ({ cause }: { readonly cause: RestoreMissingCause }): boolean => storeCauses.has(cause);
  // Of more than are listed some may be of any cause.
  const isCut = entriesOf(restore?.missingCount ?? 0, missing) > missing.length;
  const again = isCut || !missing.every(isInStore) ? (['restore-again'] as const) : [];
  const capture = missing.some(isInStore) ? (['capture-again'] as const) : [];
  return [...again, ...capture];
}

/** Causes that lie in the store, or in what was captured into it. */
const storeCauses: ReadonlySet<RestoreMissingCause> = new Set(['damagedInStore', 'missingInStore', 'notCaptured']);

/** What a person does next, most useful first. */
export type NextStep =
  'restore' | 'restore-again' | 'accept' | 'capture-again' | 'verify' | 'look-at-missing' | 'wait' | 'nothing';

export function nextSteps(data: StateResultData): readonly NextStep[] {
  const headline = headlineOf(data);
  switch (headline.kind) {
    case 'restored-complete':
      return data.verify === null && data.row.state !== 'deleted' ? ['verify', 'nothing'] : ['nothing'];
    case 'restored-missing':
      return ['look-at-missing', ...remediesOf(data), ...(canAccept(data) ? (['accept'] as const) : [])];
    case 'restored-unproven':
      return ['verify', 'restore-again', ...(canAccept(data) ? (['accept'] as const) : [])];
    case 'damaged':
      return ['capture-again', 'restore'];
    case 'captured-missing':
      return ['look-at-missing', 'capture-again', 'restore'];
    case 'captured-complete':
      return data.verify === null ? ['restore', 'verify'] : ['restore'];
    case 'capturing':
    case 'deleting':
      return ['wait'];
    case 'not-finished':
    case 'partly-deleted':
    case 'deleted':
      return ['capture-again'];
  }
}
