/** What a person is to choose. */
export interface ChooseFilesRequest {
  readonly title: string;
  /** Where to begin; null begins in the home folder. */
  readonly path: string | null;
  readonly show: 'folders' | 'files';
  /** Only files that end so are shown: `.zip`, in any case. */
  readonly extensions?: readonly string[];
}

declare module '../../stores/dialog-map.ts' {
  interface DialogMap {
    /** Chooses a folder or file of this computer; gives its absolute path. */
    'files.choose': { readonly request: ChooseFilesRequest; readonly result: string };
  }
}
