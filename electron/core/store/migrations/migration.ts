/** One step of the file's format. Numbered in tens, additive by policy, carried out in one transaction of its own. */
export interface Migration {
  /** Becomes `user_version` of the file. */
  readonly version: number;
  readonly name: string;
  /** SQL, several statements, without BEGIN and COMMIT. */
  readonly statements: string;
}
