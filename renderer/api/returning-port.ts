import {
  type ClientMessage,
  type Pass,
  type Port,
  type ProofParts,
  proofText,
  ServerMessage,
} from '#shared/contract/envelope';

const toText = (bytes: ArrayBuffer | Uint8Array): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

/** Of the page: both clocks stand still together while the computer sleeps, or run on together. */
interface Means {
  readonly crypto: Pick<Crypto, 'subtle' | 'getRandomValues'>;
  readonly performance: Pick<Performance, 'now'>;
}

/**
 * A port of a page that was let in before. The host proves first that it is the one, then the page does; nothing else is
 * said before that, so whoever listens at the port of a host that is gone hears nothing of use (HOST-300). The key never
 * goes back. Who cannot prove it is left, and so is who had this connection before the host listened: what the host says
 * came through somebody else then, who would hear all the rest (HOST-320).
 */
export function returningPort(
  port: Port<ClientMessage, unknown>,
  pass: Pass,
  { crypto, performance }: Means,
): Port<ClientMessage, unknown> {
  const openedAt = performance.now();
  const waiting: ClientMessage[] = [];
  const listeners = new Set<(message: unknown) => void>();
  const nonce = toText(crypto.getRandomValues(new Uint8Array(32)));
  const key = crypto.subtle.importKey('raw', toBytes(pass.key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const prove = async (side: 'host' | 'page', parts: ProofParts): Promise<string> =>
    toText(await crypto.subtle.sign('HMAC', await key, new TextEncoder().encode(proofText(side, parts))));
  let isKnown = false;

  const answer = async ({ proof, nonce: hostNonce, listeningMs }: ServerMessage & { t: 'proof' }): Promise<void> => {
    const isOlderThanHost = performance.now() - openedAt >= listeningMs;
    const parts = { pageNonce: nonce, hostNonce, listeningMs };
    if (isOlderThanHost || proof !== (await prove('host', parts))) {
      port.close();
      return;
    }
    const own = await prove('page', parts);
    isKnown = true;
    for (const message of waiting.splice(0)) port.send(message.t === 'hello' ? { ...message, proof: own } : message);
  };

  port.send({ t: 'return', ticket: pass.ticket, nonce });
  port.onMessage((raw) => {
    const { data: message } = ServerMessage.safeParse(raw);
    if (!isKnown && message?.t === 'proof') void answer(message);
    else if (isKnown || message?.t === 'refused') for (const listener of [...listeners]) listener(raw);
  });
  return {
    ...port,
    send: (message) => {
      if (isKnown) port.send(message);
      else waiting.push(message);
    },
    onMessage: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
