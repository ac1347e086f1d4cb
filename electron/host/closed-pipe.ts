/** What the system says to who writes to a pipe that nobody reads any more; Windows has its own names for it. */
const closedCodes: readonly unknown[] = ['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

/** True for a pipe, or a terminal, that whoever read it has closed. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && closedCodes.includes(error.code);
}

/**
 * A program that goes on without its terminal (the host of a browser, the core behind a window) is not ended by what it
 * says: whoever read its output has gone, and its log has the same (HOST-283).
 */
export function surviveClosedOutput(
  streams: readonly Pick<NodeJS.WritableStream, 'on'>[] = [process.stdout, process.stderr],
): void {
  for (const stream of streams) stream.on('error', () => undefined);
}
