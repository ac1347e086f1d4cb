/** New identifiers as a port, so that a test can foresee them. */
export interface Ids {
  /** A fresh UUID in lower case. */
  uuid(): string;
}
