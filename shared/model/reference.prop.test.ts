import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  mergeReference,
  mergeReferences,
  ReferenceFact,
  plainReference,
  referenceKey,
  ReferenceKind,
} from './reference.ts';

const texts = fc.constantFrom('', 'Tools', 'tools', 'Ünï', '2.1');
const image = fc.record({ index: fc.integer({ min: 1, max: 4 }), name: texts });
const facts = fc.record({
  kind: fc.constantFrom(...ReferenceKind.options),
  id: fc.constantFrom('LAB00001', 'lab00001', 'LAB00002', 'ScopeId_1/Application_2'),
  name: texts,
  version: texts,
  manufacturer: texts,
  programs: fc.array(texts, { maxLength: 4 }),
  images: fc.array(image, { maxLength: 3 }),
});

const fact = plainReference('package', 'LAB00001', 'Tools');

it('[LIB-51] what is told twice is what was told once, and the order of three tellings is all that counts', () => {
  fc.assert(
    fc.property(facts, facts, facts, (a, b, c) => {
      const [one, two, three] = [a, b, c].map((fact) => ({ ...fact, kind: a.kind, id: a.id }));
      if (one === undefined || two === undefined || three === undefined) return;
      const once = mergeReference(one, two);
      expect(mergeReference(once, two)).toEqual(once);
      expect(mergeReference(mergeReference(one, two), three)).toEqual(mergeReference(one, mergeReference(two, three)));
      expect(ReferenceFact.parse(once)).toEqual(once);
    }),
  );
});

it('[LIB-51] programs of several tellings stand in one order, each once', () => {
  const told = (...programs: string[]) => ({ ...fact, programs });
  expect(mergeReference(told('b', 'Setup'), told('a', 'SETUP')).programs).toEqual(['a', 'b', 'SETUP']);
});

it('[LIB-51] of many facts there is one for each kind and ID with a name, and the last one that says it is believed', () => {
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 12 }), (given) => {
      const merged = mergeReferences(given);
      const keyOf = (fact: ReferenceFact) => `${fact.kind} ${referenceKey(fact.id)}`;
      const named = new Set(given.filter(({ name }) => name !== '').map(keyOf));
      expect(new Set(merged.map(keyOf))).toEqual(named);
      expect(merged).toHaveLength(named.size);
      for (const fact of merged) {
        const own = given.filter((one) => keyOf(one) === keyOf(fact));
        expect(fact.name).toBe(own.findLast(({ name }) => name !== '')?.name);
        expect(fact.images).toEqual(own.findLast(({ images }) => images.length > 0)?.images ?? []);
      }
    }),
  );
});
