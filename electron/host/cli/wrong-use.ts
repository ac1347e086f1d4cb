import type { MessageValue } from '#shared/contract/message-shape';
import type { usage } from '#shared/text/en/command-line-usage';
import type { MessageNames } from '#shared/text/messages';
import { UsageError } from './output.ts';

type UsageKey = keyof typeof usage;
type Names<Key extends UsageKey> = MessageNames<`command-line:usage.${Key}`>;

/** Wrong use of the command line, by the key of its words. */
export function wrongUse<Key extends UsageKey>(
  key: Key,
  ...values: [Names<Key>] extends [never] ? [] : [values: Readonly<Record<Names<Key>, MessageValue>>]
): UsageError {
  const [given] = values as [Readonly<Record<string, MessageValue>>?];
  return new UsageError({ say: `command-line:usage.${key}`, values: given });
}
