import { randomUUID } from 'node:crypto';
import type { Port, ServerMessage } from '#shared/contract/envelope';
import type { Sessions } from './sessions.ts';

/** A page greets with its first words; whoever is silent for so long is none. */
export const greetingWithinMs = 10_000;

/**
 * A port that passes nothing on until its client has greeted with the token of a session. A wrong greeting is refused by
 * name and ends the connection, and so does none (HOST-263).
 */
export function greetedPort(
  port: Port<ServerMessage, unknown>,
  sessions: Pick<Sessions, 'enter'>,
): Port<ServerMessage, unknown> {
  let leave: (() => void) | undefined;
  const refuse = (): void => {
    port.send({ t: 'refused', error: { code: 'SESSION_ENDED', details: {}, traceId: randomUUID() } });
    port.close();
  };
  const timer = setTimeout(refuse, greetingWithinMs);
  timer.unref();
  port.onClose(() => {
    clearTimeout(timer);
    leave?.();
    leave = undefined;
  });
  return {
    ...port,
    onMessage: (listener) =>
      port.onMessage((message) => {
        leave ??= sessions.enter(tokenOf(message));
        clearTimeout(timer);
        if (leave === undefined) refuse();
        else listener(message);
      }),
  };
}

function tokenOf(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !('t' in message) || message.t !== 'hello') return undefined;
  return 'token' in message && typeof message.token === 'string' ? message.token : undefined;
}
