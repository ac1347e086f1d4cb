/** Where core writes what an operator needs. Callers never pass secrets. */
export interface Log {
  info(message: string): void;
  warning(message: string): void;
  error(message: string, cause?: unknown): void;
}
