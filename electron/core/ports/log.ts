/** Where core writes what an operator needs. Callers never pass secrets. */
export interface Log {
  info(message: string): void;
  /** What went wrong is the cause and never in the message: who shows it to a person says it in words. */
  warning(message: string, cause?: unknown): void;
  error(message: string, cause?: unknown): void;
}
