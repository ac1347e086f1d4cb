// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, cleanup, configure, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { type Say, sayMessage } from '#shared/text/say';
import { createI18n } from '../../../app/i18n.ts';
import { fakeGroup, fakeStep } from '../fakes/fake-nodes.ts';
import { assignFor, type FieldFact, fieldFacts, ownFacts } from '../fakes/field-facts.ts';
import { showStep } from '../fakes/show-step.tsx';
import { OptionsTab } from '../options/options-tab.tsx';
import { type LayoutItem } from './layout.ts';
import { layouts, shownKeys } from './layouts.ts';
import { PropertiesTab } from './properties-tab.tsx';

configure({ asyncUtilTimeout: 10_000 });

const { t } = createI18n();
const english: Say = (key, values) => t(key, values);
const folder = process.env['WAYSTATION_SPEC'];
if (folder === undefined)
  process.stdout.write('Pages are compared with our own descriptions: WAYSTATION_SPEC names no folder.\n');
// A folder that was named and has no catalogue is a mistake of who named it: reading it fails.
const types = folder === undefined ? ownFacts() : fieldFacts(readFileSync(join(folder, 'step-catalog.json'), 'utf8'));

/** Kept in the document and not on the page, as the catalogue says; counts and details belong to the part of their list. */
const notShown = new Set([
  'apply-windows-settings.computerName',
  'apply-windows-settings.serverLicenseMode',
  'apply-windows-settings.serverLicenseConnectionLimit',
  'format-and-partition-disk.diskType',
  'format-and-partition-disk.diskpartBiosCompatibilityMode',
  'format-and-partition-disk.gptBootDisk',
  'join-domain-or-workgroup.skipReboot',
  'run-task-sequence.tsName',
  'run-task-sequence.tsReferencePackages',
  'run-task-sequence.tsReferenceApplications',
  'upgrade-operating-system.featureUpdateAssignmentId',
  'upgrade-operating-system.preserveSettings',
]);

function partKeys(items: readonly LayoutItem[]): string[] {
  return items.flatMap((item): string[] => {
    if (item.kind === 'part') return [...item.keys];
    if (item.kind === 'section') return partKeys(item.items);
    if (item.kind === 'columns') return item.columns.flatMap(partKeys);
    return item.kind === 'choice' ? Object.values(item.under ?? {}).flatMap(partKeys) : [];
  });
}

const stepOf =
  (description: StepDescription, assigned = { variables: {}, timeoutSeconds: null } as Assigned) =>
  () => {
    if (description.element === 'group') return fakeGroup('It', []);
    const made = fakeStep('It', description.type, { timeoutSeconds: assigned.timeoutSeconds });
    const kind = description.element === 'subtasksequence' ? ('subtasksequence' as const) : ('step' as const);
    const own = made.detail.variables.filter((one) => !((one.property ?? '') in assigned.variables));
    const set = description.properties.flatMap(({ xml }) => {
      const value = xml === null ? undefined : assigned.variables[xml.property];
      return xml === null || value === undefined ? [] : [{ ...xml, value }];
    });
    return { ...made, detail: { ...made.detail, kind, variables: [...own, ...set] } };
  };
type Assigned = ReturnType<typeof assignFor>;

/** Fields that belong to a choice of the page without a rule of their own. */
const chosenWith = new Map([
  ['join-domain-or-workgroup.domainOuName', 'type=0'],
  ['apply-network-settings.domainOuName', 'networkJoinType=0'],
  ['pre-provision-bitlocker.destinationDisk', 'destination=SpecificDiskAndPartition'],
]);

const both = [PropertiesTab, OptionsTab];
const labelOf = (property: StepProperty) => sayMessage(english, property.label);

/** Everything on the screen that a reader calls by a name. */
function named(name: string): HTMLElement[] {
  return (['textbox', 'combobox', 'checkbox', 'group'] as const).flatMap((role) =>
    screen.queryAllByRole(role, { name, hidden: true }),
  );
}

/** The control of a property, or the choices that are one. */
function controlsOf(property: StepProperty): HTMLElement[] {
  const found = named(labelOf(property));
  if (found.length > 0) return found;
  const labels = property.kind === 'bool' ? [property.label] : (property.choices ?? []).map((one) => one.label);
  const radios = labels.map((label) => screen.queryByRole('radio', { name: sayMessage(english, label) }));
  const isWhole = radios.length > 0 && radios.every((one) => one !== null);
  // A secret below a choice is called by the choice.
  const choice = screen.queryByRole('radio', { name: labelOf(property) });
  return isWhole ? [radios[0] as HTMLElement] : choice === null ? [] : [choice];
}

const ofPage = types.map(({ description, facts }) => {
  const parts = partKeys(layouts[description.id] ?? []);
  const find = ({ key }: FieldFact) => description.properties.find((one) => one.key === key);
  const rows = facts.flatMap((fact) => {
    const property = find(fact);
    const isOff = parts.includes(fact.key) || notShown.has(`${description.id}.${fact.key}`);
    return property === undefined || isOff ? [] : [{ fact, property }];
  });
  return { id: description.id, description, facts, parts, rows };
});

/** What the catalogue itself has on no page: it says so, or that the value follows from others. */
const isOffPage = (fact: { readonly shownInUi?: boolean | undefined; readonly label: string }): boolean =>
  fact.shownInUi === false || fact.label === '(derived)';

describe('pages of the catalogue', () => {
  afterEach(cleanup);

  it('[UI-720] each of the 239 properties of the catalogue is on one page, in one place', () => {
    const places = ofPage.flatMap(({ id, description, facts }) =>
      facts.map(({ key }) => {
        const onPage = shownKeys(id).filter((one) => one === key).length;
        const isOption = description.properties.find((one) => one.key === key)?.tab === 'options';
        const isKept = notShown.has(`${id}.${key}`);
        return [`${id}.${key}`, onPage + (isOption ? 1 : 0) + (isKept ? 1 : 0)] as const;
      }),
    );
    expect(places.filter(([, count]) => count !== 1)).toEqual([]);
    expect(places).toHaveLength(239);
    const told = types.flatMap(({ description, facts }) =>
      facts.filter(isOffPage).map((one) => `${description.id}.${one.key}`),
    );
    expect([...notShown].filter((one) => !told.includes(one))).toEqual([]);
  });

  it.each(ofPage)(
    '[UI-720] the page of $id shows each property once, by its label, and a new step its defaults',
    async (page) => {
      await showStep(stepOf(page.description), both);
      for (const { property } of page.rows) {
        const found = controlsOf(property);
        // The description of an image is called like that of its step.
        const isTwice = page.id === 'capture-operating-system-image' && property.key === 'imageDescription';
        expect.soft([property.key, found.length]).toEqual([property.key, isTwice ? 2 : 1]);
        const [control] = found;
        const fallback = property.key === 'name' ? 'It' : property.default;
        if (control instanceof HTMLInputElement && control.type === 'checkbox') {
          expect.soft([property.key, control.checked]).toEqual([property.key, isDefaultOn(property)]);
        } else if (control instanceof HTMLInputElement && control.type !== 'radio' && property.secret !== true) {
          const isOff = property.key === 'timeout' || fallback === null || typeof fallback === 'object';
          expect.soft([property.key, control.value]).toEqual([property.key, isOff ? '' : String(fallback)]);
          if (property.key === 'timeout') expect(control.placeholder).toBe(String(fallback));
        } else if (property.kind === 'enum' && control instanceof HTMLInputElement) {
          const chosen = property.choices?.find((one) => one.value === String(fallback));
          const radio = screen.getByRole<HTMLInputElement>('radio', { name: sayMessage(english, chosen?.label ?? '') });
          expect.soft([property.key, radio.checked]).toEqual([property.key, true]);
        }
      }
    },
  );

  /** Fields of numbers and texts, with the rule under which they count. */
  const limited = ofPage.flatMap(({ id, description, rows }) =>
    rows
      .filter(({ property }) => property.secret !== true && property.tab === undefined)
      .filter(({ fact }) => fact.constraint?.min !== undefined || fact.constraint?.maxLength !== undefined)
      .map(({ fact, property }) => ({ id, key: property.key, description, fact, property })),
  );

  it.each(limited)(
    '[UI-721] $id, $key: a value beyond its limit stays in the field, with the limit in words',
    async (one) => {
      const { fact, property, description } = one;
      const { constraint = {} } = fact;
      const rule = constraint.enabledWhen ?? constraint.requiredWhen ?? chosenWith.get(`${one.id}.${one.key}`);
      await showStep(stepOf(description, rule === undefined ? undefined : assignFor(description, rule, true)), both);
      const control = controlsOf(property).at(-1) as HTMLInputElement;
      expect(control.disabled).toBe(false);
      const enter = async (value: string, said: RegExp) => {
        await act(async () => void fireEvent.change(control, { target: { value } }));
        expect(screen.getAllByText(said).length).toBeGreaterThan(0);
        expect(control.value).toBe(value);
      };
      const { min, max } = constraint;
      if (min !== undefined) await enter(String(min - 1), new RegExp(`^At least ${min}\\. The last change`));
      if (max !== undefined) await enter(String(max + 1), new RegExp(`^At most ${max}\\. The last change`));
      const most = constraint.maxLengthInClass ?? constraint.maxLength;
      if (most !== undefined) await enter('x'.repeat(most + 1), new RegExp(`at most ${most}\\b`));
    },
  );

  const ruled = ofPage.flatMap(({ id, description, rows }) =>
    rows.flatMap(({ fact, property }) => {
      const rule = fact.constraint?.enabledWhen ?? fact.constraint?.requiredWhen;
      return rule === undefined ? [] : [{ id, key: property.key, rule, description, fact, property }];
    }),
  );

  it.each(ruled)('[UI-722] $id, $key counts only with $rule, and says so while it does not', async (one) => {
    const { property, description, rule, fact } = one;
    await showStep(stepOf(description, assignFor(description, rule, false)), both);
    const control = () => controlsOf(property)[0] as HTMLInputElement;
    expect(isOff(control())).toBe(true);
    expect(screen.getAllByText(/^Only with “/).length).toBeGreaterThan(0);
    cleanup();
    await showStep(stepOf(description, assignFor(description, rule, true)), both);
    if (property.secret === true) {
      const set = `Set ${labelOf(property)}…`;
      expect(screen.getByRole<HTMLButtonElement>('button', { name: set }).disabled).toBe(false);
    } else expect(isOff(control())).toBe(false);
    const isText = property.kind !== 'bool' && property.kind !== 'enum' && property.secret !== true;
    if (isText && fact.constraint?.requiredWhen !== undefined) expect(isNeeded(control())).toBe(true);
  });

  const needed = ofPage.flatMap(({ id, description, rows }) =>
    rows
      .filter(({ fact, property }) => fact.constraint?.required === true && property.kind !== 'enum')
      // Here our own rules do what the tool's package is for; name and codes have texts of their own.
      .filter(({ property }) => !['usmtPackageId', 'usmtRestorePackageId', 'successCodes'].includes(property.key))
      .map(({ property }) => ({ id, key: property.key, description, property })),
  );

  it.each(needed)('[UI-722] $id, $key is marked as needed', async ({ description, property }) => {
    await showStep(stepOf(description), both);
    expect(isNeeded(controlsOf(property)[0] as HTMLElement)).toBe(true);
  });
});

function isDefaultOn(property: StepProperty): boolean {
  return property.default === true || property.default === 'true';
}

/** A list is off when nothing can be added to it. */
function isOff(control: HTMLElement): boolean {
  const own = control.getAttribute('role') === 'group' ? control.querySelector('input') : control;
  return own?.matches(':disabled') === true;
}

function isNeeded(control: HTMLElement): boolean {
  if (control.getAttribute('role') === 'group') return control.textContent.includes(' *');
  const label = control.closest('.fui-Field')?.querySelector('label')?.textContent ?? '';
  return label.endsWith('*');
}
