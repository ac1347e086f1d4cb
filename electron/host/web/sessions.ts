import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Windows of one person on one site: far more than anybody opens; the oldest goes first. */
const mostSessions = 64;

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares in a time that does not depend on how much is equal. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** Who may talk to the web host: whoever showed the one-time secret once, and then its cookie. */
export class Sessions {
  #invitation = newSecret();
  readonly #tokens: string[] = [];

  /** The secret that opens the next session, and only that one. */
  get invitation(): string {
    return this.#invitation;
  }

  /**
   * Takes the one-time secret for a session token; undefined when it is not the current one. `publish` puts the next
   * secret where it is found. What it throws takes nothing: a secret that nobody can find would let no window in again.
   */
  redeem(secret: string, publish: (next: string) => void): string | undefined {
    if (!isSame(secret, this.#invitation)) return undefined;
    const next = newSecret();
    publish(next);
    this.#invitation = next;
    const token = newSecret();
    this.#tokens.push(token);
    if (this.#tokens.length > mostSessions) this.#tokens.shift();
    return token;
  }

  knows(token: string | undefined): boolean {
    return token !== undefined && this.#tokens.some((known) => isSame(known, token));
  }
}

/** The value of one cookie of a request. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
