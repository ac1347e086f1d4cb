import { z } from 'zod';
import { stepDescriptions } from '#shared/steps/catalog';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';

/** What the field says of one property: how pages are compared with it. */
const FieldFact = z.object({
  key: z.string(),
  label: z.string(),
  default: z.unknown(),
  shownInUi: z.boolean().optional(),
  constraint: z
    .object({
      min: z.number().optional(),
      max: z.number().optional(),
      maxLength: z.number().optional(),
      maxLengthInClass: z.number().optional(),
      required: z.boolean().optional(),
      requiredWhen: z.string().optional(),
      enabledWhen: z.string().optional(),
      tab: z.string().optional(),
    })
    .optional(),
});
export type FieldFact = z.infer<typeof FieldFact>;

/** A step type with what the field says of its properties. */
export interface TypeFacts {
  readonly description: StepDescription;
  readonly facts: readonly FieldFact[];
}

function ownFact(one: StepProperty): FieldFact {
  const { constraint = {}, shown } = one;
  const tab = one.tab === undefined ? {} : { tab: one.tab };
  return FieldFact.parse({ ...one, label: '', shownInUi: shown, constraint: { ...constraint, ...tab } });
}

/** The facts that our own descriptions have, which another test compares with the catalogue. */
export function ownFacts(): TypeFacts[] {
  return stepDescriptions.map((description) => ({
    description,
    facts: description.properties.filter(({ key }) => !ownProperties.has(key)).map(ownFact),
  }));
}

/** The facts of a catalogue of the field, which is the text of a file. */
export function fieldFacts(text: string): TypeFacts[] {
  const steps = z.array(z.object({ id: z.string(), properties: z.array(FieldFact) }));
  return steps.parse(JSON.parse(text)).flatMap(({ id, properties }) => {
    const description = stepDescriptions.find((one) => one.id === id);
    return description === undefined ? [] : [{ description, facts: properties }];
  });
}

/** What we know beyond the catalogue. */
const ownProperties = new Set(['tsReferenceSoftwareUpdates', 'hiddenVariableValue']);

interface Assigned {
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number | null;
}

/** Something that a field takes, to have it set. */
function sampleOf({ kind }: StepProperty): string {
  return kind === 'int' ? '1' : kind === 'bool' ? 'true' : kind === 'drive' ? 'D:' : 'LAB00001';
}

/** What a step must have for a rule of its type to hold, or not to. */
export function assignFor(description: StepDescription, rule: string, isOn: boolean): Assigned {
  const none: Assigned = { variables: {}, timeoutSeconds: null };
  const [, key = '', wanted, listed] = /^(\w+)(?: is set|=(\w+)| in \((\w+).*\))?$/.exec(rule) ?? [];
  const property = description.properties.find((one) => one.key === key);
  if (property === undefined) throw new Error(`${description.id}: ${rule}`);
  const set = (one: StepProperty | undefined, value: string): Assigned =>
    one?.xml == null ? none : { ...none, variables: { [one.xml.property]: value } };
  const find = (name: string | undefined) => description.properties.find((one) => one.key === name);
  if (property.key === 'timeoutEnabled') return { ...none, timeoutSeconds: isOn ? 900 : null };
  if (property.key === 'notify') return { ...none, variables: { MessageTimeout: isOn ? '60' : '0' } };
  if (rule.endsWith('is set')) return isOn ? set(property, sampleOf(property)) : none;
  const value = wanted ?? listed ?? 'true';
  const others = (property.choices ?? []).map((one) => one.value).filter((one) => !rule.includes(one));
  const chosen = isOn ? value : (others[0] ?? 'false');
  if (property.derived === undefined) return set(property, chosen);
  const said = find(property.derived[chosen]?.[0]);
  return said === undefined ? none : set(said, sampleOf(said));
}
