import { remedyOfCapture } from '#shared/model/capture-remedy';
import { isMissing, missingFiles, notCarriedKinds } from '#shared/model/user-state';
import { distinctMessages } from '#shared/contract/message';
import type { MessageOrText } from '#shared/contract/message-shape';
import { sayMessage } from '#shared/text/say';
import type { CaptureResult, LeftOut, RestoreResult } from '#shared/model/user-state';
import type { Shell } from '../../app/types.ts';

/** One missing file, whether it was lost at capture or at restore. */
export interface MissingRow {
  readonly path: string;
  readonly user: string;
  readonly cause: string;
  readonly remedy: string;
  /** How many files the row stands for. */
  readonly files: number;
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
      cause: joined(text(`user-state:result.cause.${file.cause}`), sayMessage(text, file.detail)),
      remedy: sayMessage(text, file.remedy),
      files: missingFiles([file]),
    }));
  }
  return (capture?.leftOut ?? []).flatMap((file) => {
    if (!isMissing(file.reason)) return [];
    return [
      {
        path: file.path,
        user: file.user,
        cause: joined(text(`user-state:result.leftOut.${file.reason}`), sayMessage(text, file.detail)),
        remedy: sayMessage(text, remedyOfCapture(file)),
        files: 1,
      },
    ];
  });
}

function joined(words: string, detail: string): string {
  return detail === '' ? words : `${words}: ${detail}`;
}

/** What the rules, or the nature of an entry, left out: not missing. */
export function leftOutRows(capture: CaptureResult | null): readonly LeftOut[] {
  return (capture?.leftOut ?? []).filter(({ reason }) => !isMissing(reason));
}

export function resultNotes(capture: CaptureResult | null, restore: RestoreResult | null): readonly MessageOrText[] {
  return distinctMessages([...(capture?.notes ?? []), ...(restore?.notes ?? [])]);
}

/** What Windows keeps of files and is not there any more: of the restore when there was one, else of the capture. */
export function notCarriedSentences(
  { text }: Pick<Shell, 'text'>,
  capture: CaptureResult | null,
  restore: RestoreResult | null,
): readonly string[] {
  const lost = restore?.notCarried ?? capture?.notCarried;
  return notCarriedKinds.flatMap((kind) => {
    const count = lost?.[kind] ?? 0;
    return count === 0 ? [] : [text(`user-state:result.notCarried.${kind}`, { count })];
  });
}

/** How many sentences `notCarriedSentences` has. */
export function notCarriedKindCount(capture: CaptureResult | null, restore: RestoreResult | null): number {
  const lost = restore?.notCarried ?? capture?.notCarried;
  return notCarriedKinds.filter((kind) => (lost?.[kind] ?? 0) > 0).length;
}
