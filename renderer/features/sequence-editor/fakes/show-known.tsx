import { type KnownReference, referenceKey } from '#shared/model/reference';
import type { NodeDetail } from '#shared/model/sequence';
import type { FakeHandlers } from '../../../api/fake-client.ts';
import { pageOf } from '../../../app/testing.tsx';
import { PropertiesTab } from '../properties/properties-tab.tsx';
import { fakeStep } from './fake-nodes.ts';
import { showStep, type ShownStep } from './show-step.tsx';

/** A step variable as a document has it. */
export const variable = (property: string, value: string, name = property) => ({
  name,
  property,
  hidden: false,
  value,
});

/** Something that the site knows, with what is said of it. */
export function knownReference(
  kind: KnownReference['kind'],
  id: string,
  name: string,
  more: Partial<KnownReference> = {},
): KnownReference {
  const none = { version: '', manufacturer: '', programs: [], images: [] };
  return { kind, id, name, ...none, source: 'import', sourceFile: 'f.zip', importedAt: 1, ...more };
}

/** Answers of a site that knows these things: as the core filters and finds them. */
export function knowing(all: readonly KnownReference[]): FakeHandlers {
  return {
    'reference.list': ({ kinds, filter, limit }) => {
      const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
      const rows = all.filter(
        ({ kind, id, name }) =>
          kinds.includes(kind) && words.every((word) => `${name} ${id}`.toLowerCase().includes(word)),
      );
      const shown = rows.map(({ kind, id, name, version, manufacturer, source }) => ({
        ...{ kind, id, name, version, manufacturer, source },
      }));
      return { ...pageOf(shown.slice(0, limit)), total: rows.length };
    },
    'reference.find': ({ ids }) => {
      const keys = new Set(ids.map(referenceKey));
      return { found: all.filter(({ id }) => keys.has(referenceKey(id))) };
    },
  };
}

/** The property page of one step of a type on the screen, over a site that knows some things. */
export function showKnowing(
  type: string,
  variables: NodeDetail['variables'],
  known: readonly KnownReference[] = [],
  mode: 'edit' | 'view' = 'edit',
): Promise<ShownStep> {
  const make = () => fakeStep('It', `SMS_TaskSequence_${type}`, { variables });
  return showStep(make, [PropertiesTab], mode, knowing(known));
}
