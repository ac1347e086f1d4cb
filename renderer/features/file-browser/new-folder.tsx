import { Button, Field, Input } from '@fluentui/react-components';
import { useEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useShell } from '../../app/shell-context.tsx';
import type { FileBrowser } from './file-browser-store.ts';

interface NewFolderProps {
  readonly browser: FileBrowser;
  readonly onEnd: () => void;
}

/** Names a folder in the one that is shown: Enter makes it, Esc leaves it, and neither closes the dialog. */
export function NewFolder({ browser, onEnd }: NewFolderProps) {
  const shell = useShell();
  const { text } = shell;
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [isTried, setIsTried] = useState(false);
  useEffect(() => field.current?.focus(), []);
  const isEmpty = name.trim() === '';
  const create = (): void => {
    setIsTried(true);
    if (isEmpty) return;
    void browser.createFolder(name.trim()).then((isMade) => {
      if (!isMade) return;
      shell.announcer.say(text('file-browser:created', { name: name.trim() }));
      onEnd();
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') create();
    else if (event.key === 'Escape') onEnd();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="ws-files-new">
      <Field
        className="ws-fill"
        label={text('file-browser:newFolderName')}
        {...(isTried && isEmpty ? { validationMessage: text('file-browser:noName') } : {})}
      >
        <Input
          size="small"
          ref={field as Ref<never>}
          value={name}
          onChange={(_event, data) => setName(data.value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      <Button type="button" onClick={create}>
        {text('file-browser:create')}
      </Button>
      <Button type="button" appearance="subtle" aria-label={text('file-browser:cancelNew')} onClick={onEnd}>
        {text('components:cancel')}
      </Button>
    </div>
  );
}
