import { createHash } from 'node:crypto';
import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';

/**
 * How many answers of commands are kept. A client repeats a command only after a lost connection, so the last few
 * minutes of one person's work are enough; an answer may be large, so the number stays small.
 */
export const rememberedAnswers = 200;

interface Remembered {
  readonly fingerprint: string;
  readonly answer: Promise<unknown>;
}

/** Carries out each command once: a second arrival under the same request id gets the first one's answer. */
export class RememberedCommands {
  readonly #limit: number;
  readonly #answers = new Map<string, Remembered>();

  constructor(limit: number = rememberedAnswers) {
    this.#limit = limit;
  }

  /** Refuses with `INVALID_INPUT` when the id stood for another call. A cancelled command may be tried again. */
  run(requestId: string, method: string, input: unknown, work: () => Promise<unknown>): Promise<unknown> {
    const fingerprint = createHash('sha256')
      .update(`${method}\n${JSON.stringify(input)}`)
      .digest('base64');
    const known = this.#answers.get(requestId);
    if (known) {
      if (known.fingerprint === fingerprint) return known.answer;
      return Promise.reject(new AppError('INVALID_INPUT', { reason: reason('request-id-in-use') }));
    }
    const answer = work();
    this.#answers.set(requestId, { fingerprint, answer });
    answer.catch((error: unknown) => {
      if (isAppError(error, 'CANCELLED')) this.#answers.delete(requestId);
    });
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= this.#limit) break;
      this.#answers.delete(oldest);
    }
    return answer;
  }
}
