import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { summary } from '#shared/text/en/command-line-summaries';

export type VerbName = keyof typeof summary;

const isVerb = (name: string): name is VerbName => Object.hasOwn(summary, name);

/** What a verb does, in words; nothing for what is no verb. */
export function summaryOf(name: string): Message | '' {
  return isVerb(name) ? message(`command-line:summary.${name}`) : '';
}
