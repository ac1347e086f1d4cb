/** What Windows keeps of a file or folder beside its content, its time of change and the read-only bit. */
export interface EntryFacts {
  /** A junction, a symbolic link or a mount point is a link; what a cloud or a deduplicating disk marks is what it was. */
  readonly kind: 'file' | 'folder' | 'link';
  readonly hidden: boolean;
  readonly system: boolean;
  /** Microseconds since 1970-01-01 UTC, in steps of a millisecond. */
  readonly createdUs: number;
  readonly modifiedUs: number;
  /** The content is not on this disk (a placeholder of OneDrive, an archive): reading it would fetch it, or fail. */
  readonly isElsewhere: boolean;
  /** A cloud is asked to keep its content on this disk. */
  readonly isPinned: boolean;
  readonly isEncrypted: boolean;
  readonly isCompressed: boolean;
  /** It has a second name of 8.3 characters. */
  readonly hasShortName: boolean;
}

/** What can be written of them. */
export interface WrittenFacts {
  readonly hidden: boolean;
  readonly system: boolean;
  readonly readOnly: boolean;
  /** Null leaves the time of creation as it is. */
  readonly createdUs: number | null;
}

/** A named stream of a file beside its content. */
export interface StreamFact {
  readonly name: string;
  readonly sizeBytes: number;
}

export interface EntryFactCalls {
  /** The facts of everything in a folder, by name, in one call; null where the system keeps none. Throws as listing does. */
  readFolderFacts(folder: string): ReadonlyMap<string, EntryFacts> | null;
  /** Sets them; where the system keeps none, the read-only bit alone. Throws the system's error (EPERM). */
  writeFacts(target: string, facts: WrittenFacts): void;
  /**
   * The named streams of a file. Elsewhere its extended attributes of users, which is how such disks show theirs. Throws
   * the system's error where they cannot be listed; none where the disk keeps none.
   */
  readStreams(file: string): readonly StreamFact[];
  /** The content of a stream, null when it has more bytes. No link is followed. Throws the system's error. */
  readStream(file: string, name: string, mostBytes: number): Buffer | null;
  /**
   * Puts a stream on a file, in the place of one of that name; no link is followed. Throws the system's error: `ENOTSUP`
   * where the disk keeps none, on Linux `ENOSPC`, `E2BIG` or `ERANGE` for one that it does not keep.
   */
  writeStream(file: string, name: string, content: Buffer): void;
  /** Whether somebody gave this file or folder rights of its own, beside its mode and those of the folder above. */
  hasOwnPermissions(target: string): boolean;
}
