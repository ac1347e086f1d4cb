import { Button, Field, Input } from '@fluentui/react-components';
import { splitRuleFiles } from '#shared/model/rule-files';
import {
  Add16Regular,
  ArrowDown16Regular,
  ArrowUp16Regular,
  Delete16Regular,
  DocumentBulletList20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { useWords } from '../use-words.ts';
import { checkFile, type FileRefusal } from './field-rules.ts';
import type { FieldModel } from './use-field.ts';
import { CutText } from '../../../components/cut-text.tsx';

interface FileRowProps {
  readonly name: string;
  readonly index: number;
  readonly count: number;
  readonly isDisabled: boolean;
  readonly onMove: (index: number, step: 1 | -1) => void;
  readonly onRemove: (index: number) => void;
}

function FileRow({ name, index, count, isDisabled, onMove, onRemove }: FileRowProps) {
  const words = useWords();
  return (
    <li className="se-file">
      <DocumentBulletList20Regular />
      <CutText className="ws-grow">{name}</CutText>
      <Button
        size="small"
        appearance="subtle"
        icon={<ArrowUp16Regular />}
        aria-label={words('files.up', { name })}
        disabled={isDisabled || index === 0}
        onClick={() => onMove(index, -1)}
      />
      <Button
        size="small"
        appearance="subtle"
        icon={<ArrowDown16Regular />}
        aria-label={words('files.down', { name })}
        disabled={isDisabled || index === count - 1}
        onClick={() => onMove(index, 1)}
      />
      <Button
        size="small"
        appearance="subtle"
        icon={<Delete16Regular />}
        aria-label={words('files.remove', { name })}
        disabled={isDisabled}
        onClick={() => onRemove(index)}
      />
    </li>
  );
}

function AddFile(props: {
  readonly files: readonly string[];
  readonly isDisabled: boolean;
  readonly onAdd: (name: string) => void;
}) {
  const words = useWords();
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<FileRefusal>(null);
  const add = () => {
    const found = checkFile(name, props.files);
    setRefusal(found);
    if (found !== null) return;
    props.onAdd(name.trim());
    setName('');
  };
  return (
    <Field
      size="small"
      validationMessage={refusal === null ? null : words(`files.${refusal}`)}
      validationState={refusal === null ? 'none' : 'error'}
    >
      <div className="se-file-add">
        <Input
          size="small"
          className="ws-grow"
          aria-label={words('files.newName')}
          placeholder={words('files.newName')}
          value={name}
          disabled={props.isDisabled}
          onChange={(_event, data) => {
            setName(data.value);
            setRefusal(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <Button size="small" icon={<Add16Regular />} disabled={props.isDisabled} onClick={add}>
          {words('files.add')}
        </Button>
      </div>
    </Field>
  );
}

/** Rule files by name, in the order in which they are given to the tool. */
export function FileListField({ field }: { readonly field: FieldModel }) {
  const words = useWords();
  const files = splitRuleFiles(field.value);
  const isDisabled = field.isDisabled || field.isReadOnly;
  const write = (next: readonly string[]) => field.choose(next.join(','));
  const move = (index: number, step: 1 | -1) => {
    const next = [...files];
    const [one] = next.splice(index, 1);
    if (one !== undefined) next.splice(index + step, 0, one);
    write(next);
  };
  return (
    <div className="se-files">
      <ul aria-label={words('files.label')}>
        {files.length === 0 ? <li className="se-file ws-muted">{words('files.none')}</li> : null}
        {files.map((name, index) => (
          <FileRow
            key={name}
            name={name}
            index={index}
            count={files.length}
            isDisabled={isDisabled}
            onMove={move}
            onRemove={(at) => write(files.filter((_, other) => other !== at))}
          />
        ))}
      </ul>
      <AddFile files={files} isDisabled={isDisabled} onAdd={(name) => write([...files, name])} />
      {field.message === null ? null : <span className="se-warning">{field.message}</span>}
    </div>
  );
}
