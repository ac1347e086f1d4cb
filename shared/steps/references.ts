import type { NodeDetail } from '../model/sequence.ts';
import { packageTypeKinds, type ReferenceKind } from '../model/reference.ts';
import { findVariable } from '../model/variable.ts';
import { hasVariable } from '../model/variable-references.ts';
import { describeNode } from './catalog.ts';
import type { PropertyKind, StepProperty } from './step-description.ts';

const packages: readonly ReferenceKind[] = ['package', 'driver-package', 'image', 'upgrade-package', 'boot-image'];

/** What may be chosen for a property of a kind; none for one that refers to nothing. */
const kindsOfProperties: Readonly<Partial<Record<PropertyKind, readonly ReferenceKind[]>>> = {
  packageRef: ['package'],
  imageRef: ['image'],
  osUpgradeRef: ['upgrade-package'],
  driverPackageRef: ['driver-package'],
  taskSequenceRef: ['task-sequence'],
  packageRefList: packages,
  appRefList: ['application'],
};

/** The kinds of what a property refers to; empty when it refers to nothing. */
export function referenceKindsOf({ kind }: Pick<StepProperty, 'kind'>): readonly ReferenceKind[] {
  return kindsOfProperties[kind] ?? [];
}

/** The field's number for a kind of package: what a download says of each; 0 for what has none. */
export function packageTypeOf(kind: ReferenceKind): string {
  return Object.entries(packageTypeKinds).find(([, one]) => one === kind)?.[0] ?? '0';
}

/** True for a value that names one thing: not for nothing, the field's placeholder, or what a variable names later. */
export function isReferenceId(id: string): boolean {
  return id !== '' && id !== '00000000' && !hasVariable(id);
}

/** The IDs of a value that names several. */
export function splitReferences(value: string): string[] {
  return value
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

/** One ID that a step names. */
export interface StepReference {
  readonly property: StepProperty;
  readonly id: string;
}

/**
 * The things that a step refers to by the fields of its page, in their order, each once for a property. What another
 * sequence brings with it (kept in the step, not on its page) is that sequence's own.
 */
export function referencesOfStep(node: Pick<NodeDetail, 'kind' | 'type' | 'variables'>): StepReference[] {
  const properties = describeNode(node)?.properties ?? [];
  return properties.flatMap((property) => {
    const { xml, shown, kind } = property;
    if (xml === null || shown === false || referenceKindsOf(property).length === 0) return [];
    const value = findVariable(node.variables, xml.property)?.value ?? '';
    const isList = kind === 'packageRefList' || kind === 'appRefList';
    const ids = isList ? splitReferences(value) : [value.trim()];
    return [...new Set(ids)].filter(isReferenceId).map((id) => ({ property, id }));
  });
}
