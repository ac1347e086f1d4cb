import type { FolderId, PackageId } from '#shared/model/ids';
import type { ImportResult, TaskSequenceRow } from '#shared/model/task-sequence';
import type { Chosen } from '../../stores/lists.ts';

declare module '../../stores/dialog-map.ts' {
  interface DialogMap {
    /** Null makes an empty task sequence in the folder. */
    'sequence.properties': {
      readonly request: { readonly row: TaskSequenceRow | null; readonly folderId: FolderId | null };
      readonly result: { readonly packageId: PackageId; readonly name: string };
    };
    'sequence.importing': {
      readonly request: { readonly files: readonly File[]; readonly folderId: FolderId | null };
      readonly result: ImportResult;
    };
    'sequence.export': { readonly request: { readonly chosen: Chosen<TaskSequenceRow> }; readonly result: true };
    /** Gives the folder, or `top` for none. */
    'sequence.move': {
      readonly request: { readonly title: string; readonly without: string | null };
      readonly result: FolderId | 'top';
    };
    /** Null makes a folder below the parent. */
    'folder.edit': {
      readonly request: {
        readonly folderId: FolderId | null;
        readonly name: string;
        readonly parentId: FolderId | null;
      };
      readonly result: FolderId | true;
    };
  }
}
