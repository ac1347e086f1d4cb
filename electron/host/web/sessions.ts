import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeptWindows } from './window-file.ts';

/** Windows of one person on one site: far more than anybody opens; the oldest goes first, of those that no window uses. */
const mostSessions = 64;

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Pages of one session that can come back after their host was started anew; the oldest goes first. */
const mostTickets = 32;

/** Compares in a time that does not depend on how much is equal. */
export function isSame(left: string, right: string): boolean {
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

/** With it a page that is open finds its host again: the key proves either to the other and is never sent back. */
export interface Ticket {
  readonly ticket: string;
  readonly key: string;
}

interface KeptSession extends Session {
  usedAt: number;
  windows: number;
  /** Keys by the names of tickets, the newest last. */
  readonly tickets: Map<string, string>;
  /** Tickets of windows that are in. */
  readonly held: Set<string>;
}

/** A window that is in. */
export interface Entered {
  /** The next ticket of this window; the one before it is worth nothing then. */
  renew(): Ticket;
  leave(): void;
}

function forget({ tickets, held }: KeptSession, ticket: string): void {
  tickets.delete(ticket);
  held.delete(ticket);
}

/** Who may talk to the web host: whoever showed the one-time secret once, and then what it got for it. */
export class Sessions {
  #invitation = newSecret();
  #sessions: KeptSession[] = [];
  readonly #now: () => number;
  readonly #onChange: () => void;

  /**
   * `now`: milliseconds from any beginning that stand still while the computer sleeps. `onChange` hears that `keep` would
   * say something else now.
   */
  constructor(now: () => number = () => performance.now(), onChange: () => void = () => undefined) {
    this.#now = now;
    this.#onChange = onChange;
  }

  /** What a host that is started anew needs to know the windows again. Ages are in milliseconds. */
  keep(): KeptWindows['places'][number]['sessions'] {
    return this.#sessions.map(({ cookie, usedAt, windows, tickets }) => ({
      cookie,
      age: windows > 0 ? 0 : Math.max(0, Math.round(this.#now() - usedAt)),
      tickets: [...tickets].map(([ticket, key]) => ({ ticket, key })),
    }));
  }

  /** Takes over what the host before kept: its tokens are worth nothing, and no page gets one; it shows its ticket (HOST-300). */
  restore(kept: KeptWindows['places'][number]['sessions']): void {
    for (const { cookie, age, tickets } of kept.slice(-mostSessions)) {
      const keys = new Map(tickets.map(({ ticket, key }) => [ticket, key]));
      this.#sessions.push({
        cookie,
        token: newSecret(),
        usedAt: this.#now() - age,
        windows: 0,
        tickets: keys,
        held: new Set(),
      });
    }
  }

  /** The key of a ticket that some page has; undefined for one that is not known. */
  keyOf(ticket: string): string | undefined {
    return this.#use((session) => session.tickets.has(ticket))?.tickets.get(ticket);
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
    this.#sessions.push({ ...session, usedAt: this.#now(), windows: 0, tickets: new Map(), held: new Set() });
    if (this.#sessions.length > mostSessions) {
      // Of those that no window uses first: one that stays open while many others are opened is still let in (HOST-330).
      const unused = this.#sessions.findIndex(({ windows }) => windows === 0);
      this.#sessions.splice(Math.max(0, unused), 1);
    }
    this.#onChange();
    return session;
  }

  knows(cookie: string | undefined): boolean {
    return this.#use((session) => cookie !== undefined && isSame(session.cookie, cookie)) !== undefined;
  }

  /** A window begins with this token; undefined for a token that is not known. */
  enter(token: string | undefined): Entered | undefined {
    const session = this.#use((one) => token !== undefined && isSame(one.token, token));
    return session && this.#begin(session, undefined);
  }

  /** A window that proved to have the key of this ticket begins again; the ticket is used up. */
  comeBack(ticket: string): Entered | undefined {
    const session = this.#use((one) => one.tickets.has(ticket));
    return session && this.#begin(session, ticket);
  }

  #begin(session: KeptSession, shown: string | undefined): Entered {
    session.windows += 1;
    let own = shown;
    return {
      renew: () => {
        if (own !== undefined) forget(session, own);
        const next = { ticket: newSecret(), key: newSecret() };
        own = next.ticket;
        session.tickets.set(next.ticket, next.key);
        session.held.add(next.ticket);
        // Of windows that are gone first: one that stays open while another is loaded again and again comes back (HOST-321).
        const open = [...session.tickets.keys()].filter((one) => session.held.has(one));
        const gone = [...session.tickets.keys()].filter((one) => !session.held.has(one));
        for (const oldest of [...gone, ...open].slice(0, Math.max(0, session.tickets.size - mostTickets))) {
          forget(session, oldest);
        }
        this.#onChange();
        return next;
      },
      leave: () => {
        session.windows -= 1;
        if (own !== undefined) session.held.delete(own);
        session.usedAt = this.#now();
      },
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
