import type fs from 'node:fs';
import path from 'node:path';
import type { EntryFacts, StreamFact, WrittenFacts } from '../entry-facts.ts';
import { modifiedUsOf } from '../file-times.ts';
import { realFiles } from '../files-real.ts';

/** What a test can say of a file beside what Linux keeps. */
export type MarkedFacts = Partial<Omit<EntryFacts, 'modifiedUs'>> & { readonly ownPermissions?: boolean };

/** The facts that only Windows keeps, by the identity of the file, so that they go with it through renames. */
export class FactTable {
  readonly #marked = new Map<number, MarkedFacts>();
  readonly #streams: string;

  constructor(streamsFolder: string) {
    this.#streams = streamsFolder;
  }

  mark(file: string, facts: MarkedFacts): void {
    const { ino } = realFiles.lstatSync(file);
    this.#marked.set(ino, { ...this.#marked.get(ino), ...facts });
  }

  /** Another file may get the same number later. */
  forget(file: string): void {
    const { ino } = realFiles.lstatSync(file);
    this.#marked.delete(ino);
    realFiles.rmSync(path.join(this.#streams, String(ino)), { recursive: true, force: true });
  }

  /** Opening a hidden or system file to write it anew is refused, unless the same attributes are asked for. */
  isShielded(file: string): boolean {
    const found = realFiles.lstatSync(file, { throwIfNoEntry: false });
    const marked = found === undefined ? undefined : this.#marked.get(found.ino);
    return marked?.hidden === true || marked?.system === true;
  }

  hasOwnPermissions(file: string): boolean {
    return this.#marked.get(realFiles.lstatSync(file).ino)?.ownPermissions === true;
  }

  factsIn(folder: string): ReadonlyMap<string, EntryFacts> {
    const entries = realFiles.readdirSync(folder, { withFileTypes: true });
    return new Map(entries.map((entry) => [entry.name, this.#factsOf(path.join(folder, entry.name), entry)]));
  }

  #factsOf(file: string, entry: fs.Dirent): EntryFacts {
    const stat = realFiles.lstatSync(file);
    const { ownPermissions: _, ...marked } = this.#marked.get(stat.ino) ?? {};
    const kind = entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : 'file';
    const nothing = { hidden: false, system: false, isElsewhere: false, isEncrypted: false, isCompressed: false };
    const isPinned = false;
    const times = { createdUs: 0, modifiedUs: modifiedUsOf(stat) };
    return { kind, ...nothing, isPinned, hasShortName: false, ...times, ...marked };
  }

  write(file: string, { readOnly, createdUs, ...facts }: WrittenFacts): void {
    this.mark(file, createdUs === null ? facts : { ...facts, createdUs });
    if (realFiles.lstatSync(file).isFile()) realFiles.chmodSync(file, readOnly ? 0o444 : 0o644);
  }

  streamFile(file: string, stream: string): string {
    const folder = path.join(this.#streams, String(realFiles.statSync(file).ino));
    realFiles.mkdirSync(folder, { recursive: true });
    return path.join(folder, stream);
  }

  streamsOf(file: string): readonly StreamFact[] {
    const folder = path.join(this.#streams, String(realFiles.statSync(file).ino));
    if (!realFiles.existsSync(folder)) return [];
    return realFiles
      .readdirSync(folder)
      .map((name) => ({ name, sizeBytes: realFiles.statSync(path.join(folder, name)).size }));
  }
}
