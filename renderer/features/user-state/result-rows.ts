import type { CaptureResult, LeftOut, RestoreResult } from '#shared/model/user-state';
import type { Shell } from '../../app/types.ts';
import { isMissing } from './state-result.ts';

/** One missing file, whether it was lost at capture or at restore. */
export interface MissingRow {
  readonly path: string;
  readonly user: string;
  readonly cause: string;
  readonly remedy: string;
}

/** After a restore its own list counts: it names what the capture could not take, too. */
export function missingRows(
  { text }: Pick<Shell, 'text'>,
  capture: CaptureResult | null,
  restore: RestoreResult | null,
): readonly MissingRow[] {
  if (restore !== null) {
    return restore.missing.map((file) => ({
      path: file.path,
      user: file.user,
      cause: joined(text(`user-state:result.cause.${file.cause}`), file.detail),
      remedy: file.remedy,
    }));
  }
  return (capture?.leftOut ?? []).flatMap((file) => {
    if (file.reason !== 'unreadable' && file.reason !== 'changedWhileReading') return [];
    return [
      {
        path: file.path,
        user: file.user,
        cause: joined(text(`user-state:result.leftOut.${file.reason}`), file.detail),
        remedy: text(`user-state:result.captureRemedy.${file.reason}`),
      },
    ];
  });
}

function joined(words: string, detail: string): string {
  return detail === '' ? words : `${words}: ${detail}`;
}

/** What the rules, or the nature of an entry, left out: not missing. */
export function leftOutRows(capture: CaptureResult | null): readonly LeftOut[] {
  return (capture?.leftOut ?? []).filter((file) => !isMissing(file));
}

export function resultNotes(capture: CaptureResult | null, restore: RestoreResult | null): readonly string[] {
  return [...new Set([...(capture?.notes ?? []), ...(restore?.notes ?? [])])];
}
