import { notCarriedKinds } from '#shared/model/user-state';
import type { NotCarried } from '#shared/model/user-state';

/** Nothing was lost yet; counts are added to it while files are taken or written. */
export type NotCarriedCount = { -readonly [Kind in keyof NotCarried]: number };

/** A count of nothing, to be added to (UST-61). */
export function nothingLost(): NotCarriedCount {
  return {
    ...{ streams: 0, creationTimes: 0, permissions: 0, hardLinks: 0, shortNames: 0 },
    ...{ encryption: 0, compression: 0, cloudMarks: 0 },
  };
}

/** Both losses together. */
export function sumNotCarried(one: NotCarried, other: NotCarried): NotCarried {
  const sum = nothingLost();
  for (const kind of notCarriedKinds) sum[kind] = one[kind] + other[kind];
  return sum;
}

/** The kinds of which something was lost, as one line for a log: codes and numbers. */
export function notCarriedLine(lost: NotCarried): string {
  return notCarriedKinds
    .filter((kind) => lost[kind] > 0)
    .map((kind) => `${kind} ${lost[kind]}`)
    .join(', ');
}
