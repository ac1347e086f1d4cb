import { Button, type ButtonProps } from '@fluentui/react-components';
import { useRef } from 'react';

interface FileButtonProps {
  readonly label: string;
  /** Endings of the files that are offered first, as the browser's picker takes them. */
  readonly accept: string;
  readonly icon: NonNullable<ButtonProps['icon']>;
  readonly isDisabled?: boolean;
  readonly onFile: (file: File) => void;
}

/** Asks for one file by the picker of the browser: a page cannot read a path by itself. */
export function FileButton({ label, accept, icon, isDisabled = false, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" type="button" icon={icon} disabled={isDisabled} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file can be chosen again.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
