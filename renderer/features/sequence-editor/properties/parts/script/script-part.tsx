import { Button } from '@fluentui/react-components';
import { ArrowMaximize16Regular, FolderOpen16Regular } from '@fluentui/react-icons';
import { type DragEvent, type RefObject, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { fieldForm, writtenLength } from '#shared/model/script-text';
import { lazyPart } from '../../../../../app/lazy-part.tsx';
import { useShell } from '../../../../../app/shell-context.tsx';
import { ErrorPage } from '../../../../../components/error-text.tsx';
import { FileButton } from '../../../../../components/file-button.tsx';
import { type EditorText, useWords } from '../../../use-words.ts';
import { propertyOf, type StepPart } from '../../step-part.ts';
import type { CodeEditorProps } from './code-editor.tsx';
import { useField } from '../../use-field.ts';
import { HostSlot } from './host-slot.tsx';
import { longestFile, readScriptFile } from './script-file.ts';
import { longestScript, type ScriptModel, useScript } from './use-script.ts';
import './script.css';

const CodeEditor = lazyPart<CodeEditorProps>(
  async () => (await import('./code-editor.tsx')).CodeEditor,
  ({ problem, onRetry }) => <ErrorPage problem={problem} onRetry={onRetry} />,
);

/** A script of this size is worth a package: the whole sequence may have 2 MB in the database of the site. */
const largeScript = 200_000;

const signature = /^# SIG # Begin signature block/im;

function kilobytes(characters: number): number {
  return Math.ceil(characters / 1024);
}

/** How large the script is, and what follows from that. */
function sizeWords(words: EditorText, { text, value, read }: ScriptModel): readonly string[] {
  const form = read.state === 'read' ? read.form : fieldForm;
  const lines = text === '' ? 0 : text.split('\n').length;
  const size = Math.max(value.length, text === '' ? 0 : writtenLength(text.length, form));
  const said = words('script.size', { count: lines, characters: text.length, size: kilobytes(size) });
  return [
    said,
    ...(size > largeScript ? [words('script.large')] : []),
    ...(signature.test(text) ? [words('script.signed')] : []),
  ];
}

interface Opened {
  readonly message: string | null;
  readonly open: (file: File | undefined) => void;
}

/** Takes a script from a file; what cannot be taken is said and changes nothing. */
function useFiles(take: (plain: string, text: string) => void): Opened {
  const words = useWords();
  const shell = useShell();
  const [message, setMessage] = useState<string | null>(null);
  const load = async (file: File): Promise<void> => {
    const found = await readScriptFile(file);
    if (found.state === 'read') {
      setMessage(null);
      take(found.plain, found.text);
      shell.announcer.say(words('script.opened', { name: found.name }));
    } else setMessage(words(`script.file.${found.why}`, { name: found.name, limit: longestFile / 1_000_000 }));
  };
  return {
    message,
    open: (file) => {
      if (file !== undefined) void shell.attempt(() => load(file));
    },
  };
}

/** What the picker offers first. */
const scriptFiles = '.ps1,.psm1,.psd1,.txt';

/** A file that is dragged over the editor belongs to it; text is its own affair. */
function dropProps(isReadOnly: boolean, onFile: (file: File | undefined) => void) {
  const isFile = (event: DragEvent): boolean => !isReadOnly && event.dataTransfer.types.includes('Files');
  return {
    onDragOver: (event: DragEvent) => {
      if (!isFile(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    // Before the editor itself, which would put the file in where the pointer is.
    onDropCapture: (event: DragEvent) => {
      if (!isFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      onFile(event.dataTransfer.files[0]);
    },
  };
}

function Bar(props: {
  readonly isReadOnly: boolean;
  readonly onLarge: () => void;
  readonly onFile: (file: File | undefined) => void;
}) {
  const words = useWords();
  return (
    <div className="se-script-bar">
      {props.isReadOnly ? null : (
        <FileButton
          label={words('script.open')}
          accept={scriptFiles}
          icon={<FolderOpen16Regular />}
          onFile={props.onFile}
        />
      )}
      <span className="ws-grow" />
      <Button size="small" appearance="subtle" icon={<ArrowMaximize16Regular />} onClick={props.onLarge}>
        {words('script.larger')}
      </Button>
    </div>
  );
}

/** A value that is no script: shown as it is and kept, until a new script takes its place. */
function Unreadable({
  model,
  onFile,
}: {
  readonly model: ScriptModel;
  readonly onFile: (file: File | undefined) => void;
}) {
  const words = useWords();
  const why = model.read.state === 'unreadable' ? model.read.why : 'base64';
  return (
    <>
      <p className="se-warning">{words(`script.unreadable.${why}`)}</p>
      <pre className="se-code" tabIndex={0} aria-label={words('script.value')}>
        {model.value.length > 4000 ? `${model.value.slice(0, 4000)}…` : model.value}
      </pre>
      {model.isReadOnly ? null : (
        <div className="se-script-bar">
          <FileButton
            label={words('script.open')}
            accept={scriptFiles}
            icon={<FolderOpen16Regular />}
            onFile={onFile}
          />
          <Button size="small" onClick={() => model.begin('')}>
            {words('script.begin')}
          </Button>
        </div>
      )}
    </>
  );
}

interface EditorHandle {
  replace(text: string): void;
  focus(): void;
}

function Code(props: {
  readonly model: ScriptModel;
  readonly label: string;
  readonly handle: RefObject<EditorHandle | null>;
}) {
  const { model, label, handle } = props;
  const words = useWords();
  const hint = useId();
  const limit = longestScript(model.read.state === 'read' ? model.read.form : fieldForm);
  return (
    <>
      <div
        className="se-script"
        onBlur={model.commit}
        onKeyDownCapture={(event) => {
          // A command of the page is about what is typed by now.
          if (event.ctrlKey || event.metaKey || /^F\d+$/.test(event.key)) model.flush();
        }}
      >
        <CodeEditor
          text={model.text}
          isReadOnly={model.isReadOnly}
          label={label}
          describedBy={hint}
          onChange={model.type}
          handle={handle}
        />
      </div>
      {model.isTooLong ? <span className="se-warning">{words('script.tooLong', { limit })}</span> : null}
      <div className="ws-muted ws-small se-script-notes">
        {sizeWords(words, model).map((one) => (
          <span key={one}>{one}</span>
        ))}
        <span id={hint}>{words(model.isReadOnly ? 'script.keysView' : 'script.keys')}</span>
      </div>
    </>
  );
}

/** The element that the code editor is in, and how it goes into a dialog as it is and comes back. */
function useHost(label: string, handle: RefObject<EditorHandle | null>) {
  const shell = useShell();
  const place = useRef<HTMLDivElement>(null);
  const [host] = useState(() => {
    const made = document.createElement('div');
    made.className = 'se-script-host';
    return made;
  });
  const enlarge = (): void =>
    void shell.attempt(async () => {
      const focus = () => handle.current?.focus();
      await shell.dialogs.ask('editor.script', { title: label, host, focus });
      place.current?.querySelector('.se-script-slot')?.append(host);
    });
  return { place, host, enlarge };
}

/** The script of Run PowerShell Script in a code editor. */
export function ScriptPart({ part }: { readonly part: StepPart }) {
  const words = useWords();
  const property = propertyOf(part.description, 'sourceScript');
  const label = words.message(property.label);
  const model = useScript(part.node, property);
  const field = useField(part.node, part.description, property);
  const isMissing = field.isRequired && !field.isQuiet && model.text === '' && model.value === '';
  const handle = useRef<EditorHandle>(null);
  const { place, host, enlarge } = useHost(label, handle);
  const files = useFiles((plain, text) => {
    if (model.read.state === 'read' && handle.current !== null) handle.current.replace(plain);
    else model.begin(text);
  });
  return (
    <section
      className="se-script-part"
      aria-label={label}
      onBlur={field.commit}
      {...dropProps(model.isReadOnly, files.open)}
    >
      {model.read.state === 'unreadable' ? (
        <Unreadable model={model} onFile={files.open} />
      ) : (
        <div ref={place} className="se-script-part">
          <Bar isReadOnly={model.isReadOnly} onLarge={enlarge} onFile={files.open} />
          <HostSlot host={host} className="se-script-slot" />
          {createPortal(<Code model={model} label={label} handle={handle} />, host)}
        </div>
      )}
      {isMissing ? <span className="se-error">{field.message}</span> : null}
      {files.message === null ? null : (
        <span className="se-warning" role="alert">
          {files.message}
        </span>
      )}
    </section>
  );
}
