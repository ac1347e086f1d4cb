/** One step of the file's format. Numbered in tens, additive by policy, carried out in one transaction of its own. */
export interface Migration {
  /** Becomes `user_version` of the file. */
  readonly version: number;
  readonly name: string;
  /** Limits on values that tables lose, before `statements`. */
  readonly droppedChecks?: readonly DroppedCheck[];
  /** SQL, several statements, without BEGIN and COMMIT. */
  readonly statements: string;
}

/**
 * A `CHECK` that goes out of a table's definition. Such a limit says nothing about how rows lie in the file, so no row
 * is read or written: making a table anew would copy every document in it, and dropping the old one would take the rows
 * that refer to it along. This is SQLite's own way for it (https://sqlite.org/lang_altertable.html#otheralter).
 */
export interface DroppedCheck {
  readonly table: string;
  /** As it stands in the definition, once; the blank before it goes as well. */
  readonly text: string;
}
