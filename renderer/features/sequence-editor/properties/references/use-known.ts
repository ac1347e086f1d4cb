import { useMemo } from 'react';
import { listIdsMost } from '#shared/model/list';
import { type KnownReference, referenceIdMost, referenceKey, type ReferenceKind } from '#shared/model/reference';
import { isReferenceId } from '#shared/steps/references';
import { useAnswer } from '../../../../app/shell-context.tsx';
import type { EditorText } from '../../use-words.ts';

/** What names a thing for a person. */
export type NamedReference = Pick<KnownReference, 'id' | 'name' | 'version'>;

/** `Tools 2.1 (LAB00009)`. */
export function referenceLabel(words: EditorText, { id, name, version }: NamedReference): string {
  return words(version === '' ? 'references.label' : 'references.labelWithVersion', { id, name, version });
}

export interface KnownReferences {
  /** What is known of an ID; of several kinds one that is wanted, else any. Undefined also while nobody has answered. */
  find(id: string, kinds: readonly ReferenceKind[]): KnownReference | undefined;
  /** True when it is known that nothing explains an ID. */
  isUnknown(id: string): boolean;
}

/** What the site knows of these IDs, and of which it knows nothing; asked for all of a page at once, more than 10,000 go without. */
export function useKnownReferences(ids: readonly string[]): KnownReferences {
  const asked = useMemo(
    () => [...new Set(ids)].filter((id) => isReferenceId(id) && id.length <= referenceIdMost).slice(0, listIdsMost),
    [ids],
  );
  const { data } = useAnswer('reference.find', asked.length === 0 ? null : { ids: asked });
  return useMemo(() => {
    const found = Map.groupBy(data?.found ?? [], (one) => referenceKey(one.id));
    const keys = new Set(asked.map(referenceKey));
    const of = (id: string) => found.get(referenceKey(id)) ?? [];
    return {
      find: (id, kinds) => of(id).find(({ kind }) => kinds.includes(kind)) ?? of(id)[0],
      isUnknown: (id) => data !== null && keys.has(referenceKey(id)) && of(id).length === 0,
    };
  }, [asked, data]);
}
