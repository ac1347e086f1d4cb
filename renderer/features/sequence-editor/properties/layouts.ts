import type { EditorWord } from '../use-words.ts';
import type { PartName } from './parts/part-names.ts';

/** How a property page is laid out. Keys are those of the step's description; what is not named comes at the end. */
export type LayoutItem =
  | { readonly kind: 'field'; readonly key: string }
  | { readonly kind: 'check'; readonly key: string; readonly under?: readonly LayoutItem[] }
  | {
      readonly kind: 'choice';
      readonly key: string;
      readonly label: EditorWord;
      readonly isHorizontal?: boolean;
      /** Fields that belong to one of the choices, below it. */
      readonly under?: Readonly<Record<string, readonly LayoutItem[]>>;
    }
  | { readonly kind: 'columns'; readonly columns: readonly (readonly LayoutItem[])[] }
  /** Fields that a person thinks of together, under a heading. */
  | { readonly kind: 'section'; readonly heading: EditorWord; readonly items: readonly LayoutItem[] }
  /** What no generic field can be enough for; it shows these properties and no others. */
  | { readonly kind: 'part'; readonly part: PartName; readonly keys: readonly string[] }
  | { readonly kind: 'note'; readonly text: EditorWord };

const field = (key: string): LayoutItem => ({ kind: 'field', key });
const check = (key: string, under?: readonly LayoutItem[]): LayoutItem =>
  under === undefined ? { kind: 'check', key } : { kind: 'check', key, under };
const columns = (...parts: readonly (readonly LayoutItem[])[]): LayoutItem => ({ kind: 'columns', columns: parts });

const nameAndDescription = columns([field('name')], [field('description')]);

/** Property pages of the types that have a full one, by the id of their description. */
export const layouts: Readonly<Record<string, readonly LayoutItem[]>> = {
  group: [nameAndDescription],
  'set-task-sequence-variable': [
    nameAndDescription,
    columns([field('variableName')], []),
    check('doNotShowVariableValue'),
    field('variableValue'),
  ],
  'run-command-line': [
    nameAndDescription,
    field('commandLine'),
    columns([field('outputVariableName')], []),
    check('disableWow64Redirection'),
    columns([field('workingDirectory')], [field('packageId')]),
    columns(
      [check('timeoutEnabled', [field('timeout')])],
      [check('runAsUser', [field('userName'), field('userPassword')])],
    ),
  ],
  'restart-computer': [
    nameAndDescription,
    { kind: 'choice', key: 'target', label: 'choice.target' },
    check('notify', [field('message'), columns([field('messageTimeout')], [])]),
  ],
  'request-state-store': [
    nameAndDescription,
    { kind: 'choice', key: 'requestType', label: 'choice.requestType' },
    columns([field('smpRetryCount')], [field('smpRetryTime')]),
    { kind: 'note', text: 'field.globalRetry' },
    check('fallbackToNaa'),
  ],
  'capture-user-state': [
    columns([field('name')], [field('usmtPackageId')]),
    field('description'),
    {
      kind: 'choice',
      key: 'mode',
      label: 'choice.captureMode',
      isHorizontal: true,
      under: { Advanced: [field('configFiles')] },
    },
    columns(
      [
        {
          kind: 'choice',
          key: 'fileAccess',
          label: 'choice.fileAccess',
          under: { Normal: [check('continueOnLockedFiles'), check('useHardlinks'), check('offlineUserState')] },
        },
      ],
      [check('enableVerboseLogging'), check('skipEncryptedFiles')],
    ),
  ],
  'restore-user-state': [
    columns([field('name')], [field('usmtRestorePackageId')]),
    field('description'),
    {
      kind: 'choice',
      key: 'mode',
      label: 'choice.restoreMode',
      isHorizontal: true,
      under: { Advanced: [field('configFiles')] },
    },
    columns(
      [check('localAccounts', [field('localAccountPassword')])],
      [check('continueOnRestore'), check('enableVerboseLogging')],
    ),
  ],
  'release-state-store': [nameAndDescription, { kind: 'note', text: 'field.noSettings' }],
};

function keysOf(items: readonly LayoutItem[]): string[] {
  return items.flatMap((item) => {
    switch (item.kind) {
      case 'field':
        return [item.key];
      case 'check':
        return [item.key, ...keysOf(item.under ?? [])];
      case 'choice':
        return [item.key, ...Object.values(item.under ?? {}).flatMap(keysOf)];
      case 'columns':
        return item.columns.flatMap(keysOf);
      case 'section':
        return keysOf(item.items);
      case 'part':
        return [...item.keys];
      case 'note':
        return [];
    }
  });
}

/** Every key that a page shows. */
export function shownKeys(id: string): string[] {
  return keysOf(layouts[id] ?? []);
}
