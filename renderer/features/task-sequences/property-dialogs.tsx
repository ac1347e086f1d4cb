import { Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { FolderId } from '#shared/model/ids';
import { sequenceNameMax } from '#shared/model/task-sequence';
import { useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { useWork } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useFolderRows } from './folders.ts';
import { foldersBelow, pathText } from './model.ts';
import { renameFolder, saveNames } from './save-names.ts';

const nameMax = 255;

/** Name and description of a task sequence, new or known. */
export function PropertiesDialog({ request, close }: DialogProps<'sequence.properties'>) {
  const shell = useShell();
  const { client, cache, text } = shell;
  const { row, folderId } = request;
  const [name, setName] = useState(row?.name ?? '');
  const [description, setDescription] = useState(row?.description ?? '');
  const [isTried, setTried] = useState(false);
  const work = useWork();
  const isMissing = name.trim() === '';
  const submit = (): void => {
    setTried(true);
    if (isMissing) return;
    work.run(async () => {
      const given = { name: name.trim(), description };
      if (row !== null && !(await saveNames(shell, row, given))) return;
      const packageId = row?.packageId ?? (await client.call('sequence.create', { ...given, folderId })).packageId;
      await cache.change([{ kind: 'sequences', ids: [packageId] }]);
      close({ packageId, name: given.name });
    });
  };
  return (
    <FormDialog
      title={text(row === null ? 'task-sequences:properties.create' : 'task-sequences:properties.title')}
      action={text(row === null ? 'task-sequences:properties.createAction' : 'task-sequences:properties.save')}
      onSubmit={submit}
      onClose={() => close()}
      isBusy={work.isBusy}
      problem={work.problem}
    >
      <Field
        label={text('task-sequences:fact.name')}
        required
        {...(isTried && isMissing ? { validationMessage: text('components:required') } : {})}
      >
        <Input
          size="small"
          value={name}
          maxLength={sequenceNameMax}
          onChange={(_event, data) => setName(data.value)}
          autoFocus
        />
      </Field>
      <Field label={text('task-sequences:fact.description')}>
        <Textarea
          size="small"
          value={description}
          maxLength={nameMax}
          onChange={(_event, data) => setDescription(data.value)}
        />
      </Field>
    </FormDialog>
  );
}

/** Makes a folder or gives it another name. */
export function FolderDialog({ request, close }: DialogProps<'folder.edit'>) {
  const shell = useShell();
  const { client, cache, text } = shell;
  const { folderId, parentId } = request;
  const [name, setName] = useState(request.name);
  const [isTried, setTried] = useState(false);
  const work = useWork();
  const isMissing = name.trim() === '';
  const submit = (): void => {
    setTried(true);
    if (isMissing) return;
    work.run(async () => {
      const given = { name: name.trim() };
      if (folderId !== null && !(await renameFolder(shell, folderId, request.name, given.name))) return;
      const made = folderId === null ? (await client.call('folder.create', { parentId, ...given })).folderId : null;
      await cache.change([{ kind: 'folders', ids: null }]);
      close(made ?? true);
    });
  };
  return (
    <FormDialog
      title={text(folderId === null ? 'task-sequences:folder.create' : 'task-sequences:folder.rename')}
      action={text(folderId === null ? 'task-sequences:folder.createAction' : 'task-sequences:folder.renameAction')}
      onSubmit={submit}
      onClose={() => close()}
      isBusy={work.isBusy}
      problem={work.problem}
    >
      <Field
        label={text('task-sequences:folder.name')}
        required
        {...(isTried && isMissing ? { validationMessage: text('components:required') } : {})}
      >
        <Input
          size="small"
          value={name}
          maxLength={nameMax}
          onChange={(_event, data) => setName(data.value)}
          autoFocus
        />
      </Field>
    </FormDialog>
  );
}

/** Where things go: a folder, or the top. A folder cannot go into itself. */
export function MoveDialog({ request, close }: DialogProps<'sequence.move'>) {
  const { text } = useShell();
  const folders = useFolderRows();
  const [chosen, setChosen] = useState('top');
  const without = request.without === null ? new Set<string>() : foldersBelow(folders, request.without);
  const places = folders
    .filter((folder) => !without.has(folder.id))
    .map((folder) => ({ id: folder.id, path: pathText(folder.path) }))
    .sort((a, b) => a.path.localeCompare(b.path));
  return (
    <FormDialog
      title={request.title}
      action={text('task-sequences:move.action')}
      onSubmit={() => close(chosen === 'top' ? 'top' : FolderId.parse(chosen))}
      onClose={() => close()}
    >
      <Field label={text('task-sequences:move.where')}>
        <RadioGroup value={chosen} onChange={(_event, data) => setChosen(data.value)}>
          <Radio value="top" label={text('task-sequences:topFolder')} />
          {places.map((place) => (
            <Radio key={place.id} value={place.id} label={place.path} />
          ))}
        </RadioGroup>
      </Field>
    </FormDialog>
  );
}
