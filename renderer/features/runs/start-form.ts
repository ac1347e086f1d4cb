import { VariableName } from '#shared/model/device';
import type { PackageId, DeviceId } from '#shared/model/ids';
import type { Input } from '#shared/contract/contract';

export interface VariableForm {
  /** Stays through edits, so that a row keeps its focus. */
  readonly key: number;
  readonly name: string;
  readonly value: string;
}
export interface StartForm {
  readonly packageId: PackageId | null;
  readonly deviceId: DeviceId | null;
  readonly variables: readonly VariableForm[];
}
export type StartProblem =
  | { readonly field: 'sequence' | 'device'; readonly kind: 'empty' }
  | { readonly field: 'variable'; readonly key: number; readonly kind: 'invalid' | 'twice' };

/** A row without name and value does not count. */
function used(variables: readonly VariableForm[]): readonly VariableForm[] {
  return variables.filter((variable) => variable.name.trim() !== '' || variable.value !== '');
}

export function startProblems(form: StartForm): readonly StartProblem[] {
  const problems: StartProblem[] = [];
  if (form.packageId === null) problems.push({ field: 'sequence', kind: 'empty' });
  if (form.deviceId === null) problems.push({ field: 'device', kind: 'empty' });
  const seen = new Set<string>();
  for (const { key, name } of used(form.variables)) {
    const plain = name.trim().toLowerCase();
    if (!VariableName.safeParse(name.trim()).success) problems.push({ field: 'variable', key, kind: 'invalid' });
    else if (seen.has(plain)) problems.push({ field: 'variable', key, kind: 'twice' });
    seen.add(plain);
  }
  return problems;
}

/** Null while something is missing. */
export function startInput(form: StartForm): Input<'run.start'> | null {
  if (form.packageId === null || form.deviceId === null || startProblems(form).length > 0) return null;
  return {
    packageId: form.packageId,
    deviceId: form.deviceId,
    variables: used(form.variables).map(({ name, value }) => ({ name: name.trim(), value })),
  };
}
