import type { RawData, WebSocket } from 'ws';
import type { Port } from '#shared/contract/envelope';

/**
 * Largest message that is taken from a client: the longest field of the contract is 16 million characters of pasted
 * XML, which JSON may escape to twice that.
 */
export const maxMessageBytes = 34 * 1024 * 1024;

/** Close code "invalid frame payload data" of the protocol: what came was not JSON text. */
const invalidPayload = 1007;

/**
 * So many bytes wait for a client that does not read; it is disconnected by name then, and reads everything again when
 * it is back. One message may be larger: the client of a page has it in one piece as well.
 */
export const maxWaitingBytes = 64 * 1024 * 1024;
/** Close code of our own: the client did not read. */
export const slowReader = 4008;

/**
 * A port over a WebSocket: one JSON text per message. A frame that is not JSON ends the connection, and so does a client
 * that lets too much wait for it, of which `onSlow` hears.
 */
export function portFromWebSocket<Out, In>(
  socket: WebSocket,
  onSlow: (waitingBytes: number) => void = () => undefined,
): Port<Out, In> {
  return {
    send(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > maxWaitingBytes) {
        onSlow(socket.bufferedAmount);
        // Its end would wait behind all of that: whoever does not read does not hear of it either.
        socket.close(slowReader, 'SLOW_READER');
        socket.terminate();
      } else socket.send(JSON.stringify(message));
    },
    onMessage(listener) {
      const receive = (data: RawData, isBinary: boolean): void => {
        const message = isBinary ? undefined : parseJson(textOf(data));
        if (message === undefined) socket.close(invalidPayload, 'JSON text expected');
        else listener(message.value as In);
      };
      socket.on('message', receive);
      return () => socket.off('message', receive);
    },
    onClose(listener) {
      socket.on('close', listener);
      return () => socket.off('close', listener);
    },
    close() {
      socket.close();
    },
  };
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
