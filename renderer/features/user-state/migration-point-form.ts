import type { FreeSpaceUnit, MigrationPoint, MigrationPointInput } from '#shared/model/state-migration';

/** Limits of the field. */
export const limits = { clients: 99_999, freeSpace: 99_999, percent: 100, days: 365 } as const;

export interface FolderForm {
  /** Stays through edits, so that a row keeps its focus. */
  readonly key: string;
  readonly id: MigrationPoint['folders'][number]['id'] | null;
  readonly path: string;
  readonly maximumClients: string;
  readonly minimumFreeSpace: string;
  readonly unit: FreeSpaceUnit;
}
export interface MigrationPointForm {
  readonly name: string;
  readonly restoreOnly: boolean;
  readonly deletion: 'immediate' | 'after-days';
  readonly days: string;
  readonly folders: readonly FolderForm[];
}
export type FormProblem =
  | { readonly field: 'name'; readonly kind: 'empty' | 'too-long' | 'taken' }
  | { readonly field: 'days'; readonly kind: 'range' }
  | { readonly field: 'folders'; readonly kind: 'none' }
  | { readonly field: 'path'; readonly folder: string; readonly kind: 'empty' | 'twice' }
  | { readonly field: 'clients' | 'free-space'; readonly folder: string; readonly kind: 'range' };

/** The field's own defaults: 100 clients, 100 MB, one day. */
export function emptyFolder(key: string): FolderForm {
  return { key, id: null, path: '', maximumClients: '100', minimumFreeSpace: '100', unit: 'MB' };
}

export function emptyForm(): MigrationPointForm {
  return { name: '', restoreOnly: false, deletion: 'after-days', days: '1', folders: [emptyFolder('new-1')] };
}

export function formOf(point: MigrationPoint): MigrationPointForm {
  return {
    name: point.name,
    restoreOnly: point.restoreOnly,
    deletion: point.deletion.kind,
    days: point.deletion.kind === 'after-days' ? String(point.deletion.days) : '1',
    folders: point.folders.map((folder) => ({
      key: folder.id,
      id: folder.id,
      path: folder.path,
      maximumClients: String(folder.maximumClients),
      minimumFreeSpace: String(folder.minimumFreeSpace),
      unit: folder.minimumFreeSpaceUnit,
    })),
  };
}

/** What a person can enter of a point, as it was read. */
export function inputOfPoint({ name, restoreOnly, deletion, folders }: MigrationPoint): MigrationPointInput {
  const own = folders.map(({ id, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit }) => {
    return { id, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit };
  });
  return { name, restoreOnly, deletion, folders: own };
}

export function problemsOf(form: MigrationPointForm, takenNames: readonly string[]): readonly FormProblem[] {
  const problems: FormProblem[] = [];
  const name = form.name.trim();
  if (name === '') problems.push({ field: 'name', kind: 'empty' });
  else if (name.length > 255) problems.push({ field: 'name', kind: 'too-long' });
  else if (takenNames.some((taken) => taken.toLowerCase() === name.toLowerCase())) {
    problems.push({ field: 'name', kind: 'taken' });
  }
  if (form.folders.length === 0) problems.push({ field: 'folders', kind: 'none' });
  const seen = new Set<string>();
  for (const folder of form.folders) problems.push(...folderProblems(folder, seen));
  if (form.deletion === 'after-days' && !isBetween(form.days, limits.days))
    problems.push({ field: 'days', kind: 'range' });
  return problems;
}

function folderProblems(folder: FolderForm, seen: Set<string>): FormProblem[] {
  const problems: FormProblem[] = [];
  const path = folder.path.trim();
  if (path === '') problems.push({ field: 'path', folder: folder.key, kind: 'empty' });
  else if (seen.has(path)) problems.push({ field: 'path', folder: folder.key, kind: 'twice' });
  seen.add(path);
  if (!isBetween(folder.maximumClients, limits.clients)) {
    problems.push({ field: 'clients', folder: folder.key, kind: 'range' });
  }
  if (!isBetween(folder.minimumFreeSpace, mostFreeSpace(folder.unit))) {
    problems.push({ field: 'free-space', folder: folder.key, kind: 'range' });
  }
  return problems;
}

export function mostFreeSpace(unit: FreeSpaceUnit): number {
  return unit === 'percent' ? limits.percent : limits.freeSpace;
}

function isBetween(text: string, most: number): boolean {
  if (!/^\d{1,6}$/.test(text.trim())) return false;
  const number = Number(text);
  return number >= 1 && number <= most;
}

/** Only for a form without problems. */
export function inputOf(form: MigrationPointForm): MigrationPointInput {
  return {
    name: form.name.trim(),
    restoreOnly: form.restoreOnly,
    deletion: form.deletion === 'immediate' ? { kind: 'immediate' } : { kind: 'after-days', days: Number(form.days) },
    folders: form.folders.map((folder) => ({
      id: folder.id,
      path: folder.path.trim(),
      maximumClients: Number(folder.maximumClients),
      minimumFreeSpace: Number(folder.minimumFreeSpace),
      minimumFreeSpaceUnit: folder.unit,
    })),
  };
}
