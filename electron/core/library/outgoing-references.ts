import { type SequenceModel, walkNodes } from '#shared/model/sequence';
import { describeStepType } from '#shared/steps/catalog';
import type { OutgoingReference } from '../transfer/configmgr/object-references.ts';

/** The field's number of what a property of a kind refers to (formats 1.4). */
const packageTypes: Readonly<Record<string, number>> = {
  driverPackageRef: 3,
  taskSequenceRef: 4,
  imageRef: 257,
  osUpgradeRef: 259,
};

/** IDs with the number of their kind, as the steps that name them say it. */
function findPackageTypes(model: SequenceModel): Map<string, number> {
  const found = new Map<string, number>();
  for (const { node } of walkNodes(model.nodes)) {
    const properties = describeStepType(node.type)?.properties ?? [];
    for (const variable of node.variables) {
      const kind = properties.find((one) => one.xml?.property === variable.property)?.kind;
      const packageType = kind === undefined ? undefined : packageTypes[kind];
      if (packageType !== undefined && variable.value !== '') found.set(variable.value, packageType);
    }
  }
  return found;
}

/**
 * What an export tells about the content of a sequence: the rows of its `referenceList`, without dangling ones, each
 * with its kind and, for a task sequence of this site, its name. Rule: LIB-14.
 */
export function outgoingReferences(
  model: SequenceModel,
  names: ReadonlyMap<string, string>,
  bootImage = '',
): OutgoingReference[] {
  const types = findPackageTypes(model);
  const rows = model.references.flatMap(({ package: packageId, program, application }): OutgoingReference[] => {
    const id = packageId ?? application;
    if (id === null || id === '' || id === '00000000') return [];
    const isApplication = packageId === null;
    return [
      {
        id,
        program: program ?? '*',
        isApplication,
        name: names.get(id) ?? '',
        packageType: isApplication ? 0 : (types.get(id) ?? 0),
      },
    ];
  });
  // The boot image is no row of the list: the object names it beside the others (formats 1.3).
  if (bootImage !== '' && bootImage !== '00000000')
    rows.push({ id: bootImage, program: '*', isApplication: false, name: '', packageType: 258 });
  return [...new Map(rows.map((row) => [`${row.id} ${row.program}`, row])).values()];
}
