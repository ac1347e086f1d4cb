import type { Output } from '#shared/contract/contract';
import type { HeldCopies } from '#shared/model/clipboard';

/** Puts a text where the other programs of the computer find it. Gives whether it is there. */
export type OfferText = (text: string) => Promise<boolean>;

/** What a window knows of the clipboard of all windows. The core has what was copied. */
export interface EditorClipboard {
  read(): HeldCopies;
  /** Takes over what the core told. */
  show(held: HeldCopies): void;
  /** Takes over the answer to a copy, and offers its text to the other programs. */
  copied(answer: Output<'clipboard.copySteps'>): Promise<void>;
  /**
   * The text that a paste event brought, as far as it counts: null while the newest copy could not be offered, as nobody
   * knows then which one is the newer.
   */
  asked(text: string): string | null;
  subscribe(listener: () => void): () => void;
}

const newestOf = ({ steps, conditions }: HeldCopies): number => Math.max(steps?.number ?? 0, conditions?.number ?? 0);

/** A clipboard of one window; without `offer` nothing leaves the console. */
export function createClipboard(offer: OfferText = () => Promise.resolve(false)): EditorClipboard {
  let held: HeldCopies = { steps: null, conditions: null };
  let apart = 0;
  const listeners = new Set<() => void>();
  const show = (next: HeldCopies): void => {
    held = next;
    for (const listener of listeners) listener();
  };
  return {
    read: () => held,
    show,
    copied: async (answer) => {
      show(answer.held);
      if (!(await offer(answer.text))) apart = newestOf(answer.held);
    },
    asked: (text) => (apart > 0 && apart === newestOf(held) ? null : text),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The clipboard of the system; a browser may refuse it, and has none on a page that came without encryption. */
export async function offerToSystem(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
