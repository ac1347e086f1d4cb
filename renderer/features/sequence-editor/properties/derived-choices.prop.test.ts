import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NodeDetail } from '#shared/model/sequence';
import { stepDescriptions } from '#shared/steps/catalog';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { applyEdit, fakeStep, type Nodes, restartIds } from '../fakes/fake-nodes.ts';
import { makeChoice, reader } from './field-rules.ts';

const derived = stepDescriptions.flatMap((description) =>
  description.properties.filter((one) => one.derived !== undefined).map((property) => ({ description, property })),
);

const keysOf = ({ derived: by = {} }: StepProperty) => Object.values(by).flat();

/** A step that has these values for the properties which say the choice. */
function stepWith(description: StepDescription, values: Readonly<Record<string, string>>): Nodes {
  restartIds();
  const variables = description.properties.flatMap(({ key, xml }) => {
    const value = values[key];
    return xml === null || value === undefined ? [] : [{ ...xml, value }];
  });
  return [fakeStep('It', description.type, { variables })];
}

it('[UI-723] every choice that only a page has is derived from properties of its type, one for each value', () => {
  expect(derived).toHaveLength(13);
  for (const { description, property } of derived) {
    const values = property.kind === 'bool' ? ['true', 'false'] : (property.choices ?? []).map((one) => one.value);
    expect.soft(Object.keys(property.derived ?? {}).sort()).toEqual([...values].sort());
    for (const key of keysOf(property))
      expect.soft(description.properties.filter((one) => one.key === key && one.xml !== null)).toHaveLength(1);
  }
});

it('[UI-723] after any choice on any step the page shows that choice, and nothing that says another is left', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...derived).chain(({ description, property }) =>
        fc.record({
          description: fc.constant(description),
          property: fc.constant(property),
          value: fc.constantFrom(...Object.keys(property.derived ?? {})),
          values: fc.dictionary(fc.constantFrom(...keysOf(property)), fc.constantFrom('', '1', 'D:', 'LAB00001')),
        }),
      ),
      ({ description, property, value, values }) => {
        let nodes = stepWith(description, values);
        const detail = (): NodeDetail => (nodes[0] as Nodes[number]).detail;
        const edits = makeChoice(detail(), description, property, value);
        for (const edit of edits) ({ nodes } = applyEdit(nodes, edit));
        const chosen = (key: string) => (key === property.key ? value : undefined);
        expect(reader(detail(), description, chosen)(property.key)).toBe(value);
        expect(makeChoice(detail(), description, property, value)).toEqual([]);
      },
    ),
  );
});
