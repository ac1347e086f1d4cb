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

/** So long a session is kept that no window uses: a day that began with the console ends with it. */
export const sessionEndsAfterMs = 12 * 60 * 60 * 1000;

/** What one window was given: the cookie for what is read, the token for what is done. */
export interface Session {
  readonly cookie: string;
  /**
   * Only the page has it, and only for its own port: a cookie goes to every port of this computer, and so to whoever
   * listens there (HOST-263).
   */
  readonly token: string;
}

interface KeptSession extends Session {
  usedAt: number;
  windows: number;
}

/** Who may talk to the web host: whoever showed the one-time secret once, and then what it got for it. */
export class Sessions {
  #invitation = newSecret();
  #sessions: KeptSession[] = [];
  readonly #now: () => number;

  /** `now`: milliseconds from any beginning that stand still while the computer sleeps. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The secret that opens the next session, and only that one. */
  get invitation(): string {
    return this.#invitation;
  }

  /**
   * Takes the one-time secret for a session; undefined when it is not the current one. `publish` puts the next
   * secret where it is found. What it throws takes nothing: a secret that nobody can find would let no window in again.
   */
  redeem(secret: string, publish: (next: string) => void): Session | undefined {
    if (!isSame(secret, this.#invitation)) return undefined;
    const next = newSecret();
    publish(next);
    this.#invitation = next;
    const session = { cookie: newSecret(), token: newSecret() };
    this.#sessions.push({ ...session, usedAt: this.#now(), windows: 0 });
    if (this.#sessions.length > mostSessions) this.#sessions.shift();
    return session;
  }

  knows(cookie: string | undefined): boolean {
    return this.#use((session) => cookie !== undefined && isSame(session.cookie, cookie)) !== undefined;
  }

  /** A window begins with this token; gives what ends it, and undefined for a token that is not known. */
  enter(token: string | undefined): (() => void) | undefined {
    const session = this.#use((one) => token !== undefined && isSame(one.token, token));
    if (session === undefined) return undefined;
    session.windows += 1;
    return () => {
      session.windows -= 1;
      session.usedAt = this.#now();
    };
  }

  #use(isMeant: (session: KeptSession) => boolean): KeptSession | undefined {
    const oldest = this.#now() - sessionEndsAfterMs;
    this.#sessions = this.#sessions.filter(({ windows, usedAt }) => windows > 0 || usedAt >= oldest);
    const found = this.#sessions.find(isMeant);
    if (found !== undefined) found.usedAt = this.#now();
    return found;
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
