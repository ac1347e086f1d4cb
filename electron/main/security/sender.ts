import { isPageAddress } from './page.ts';

/** What is looked at of a message's sender. */
export interface Sender {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** True for the main frame of one of our windows while it shows our page. A frame that is gone sends nothing. */
export function isOwnSender(event: Sender, windowIds: ReadonlySet<number>): boolean {
  const frame = event.senderFrame;
  return frame !== null && windowIds.has(event.sender.id) && frame.parent === null && isPageAddress(frame.url);
}
