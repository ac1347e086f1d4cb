import { Button } from '@fluentui/react-components';
import { FolderOpen16Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { InstallerFacts } from '#shared/model/installer';
import { toProblem, type Problem } from '../../../../api/problem.ts';
import { uploadFile } from '../../../../api/transfer.ts';
import { useShell } from '../../../../app/shell-context.tsx';
import { ErrorText } from '../../../../components/error-text.tsx';
import { FileButton } from '../../../../components/file-button.tsx';
import { IntentBar } from '../../../../components/intent-bar.tsx';
import { useWords } from '../../use-words.ts';

interface Reading {
  readonly fileName: string;
  /** From 0 to 1. */
  readonly done: number;
}

/** Reads a product from an installer that the person chooses; the file itself is kept nowhere. */
export function InstallerFile({ onRead }: { readonly onRead: (facts: InstallerFacts) => void }) {
  const words = useWords();
  const { client, announcer } = useShell();
  const [reading, setReading] = useState<Reading | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = useRef<AbortController>(undefined);
  const took = useRef(onRead);
  useEffect(() => {
    // Other fields may be typed into while the file is read.
    took.current = onRead;
  });
  useEffect(() => () => stop.current?.abort(), []);
  const read = async (file: File): Promise<void> => {
    const own = new AbortController();
    stop.current = own;
    setProblem(null);
    setReading({ fileName: file.name, done: 0 });
    try {
      const show = (done: number) => setReading({ fileName: file.name, done: done / Math.max(file.size, 1) });
      const transferId = await uploadFile(client, file, show, own.signal);
      const source = { kind: 'transfer', transferId } as const;
      const facts = await client.call('editor.readInstaller', { source }, { signal: own.signal });
      if (own.signal.aborted) return;
      took.current(facts);
      announcer.say(words('conditionDialog.installerRead', { name: facts.productName, version: facts.version }));
    } catch (error) {
      if (!own.signal.aborted) setProblem(toProblem(error));
    } finally {
      if (stop.current === own) setReading(null);
    }
  };
  return (
    <>
      <div className="ws-row se-form-button">
        <FileButton
          label={words('conditionDialog.installerOpen')}
          accept=".msi"
          icon={<FolderOpen16Regular />}
          isDisabled={reading !== null}
          onFile={(file) => void read(file)}
        />
        <span className="ws-muted ws-small">{words('conditionDialog.installerHint')}</span>
      </div>
      {reading === null ? null : (
        <div className="ws-row">
          <IntentBar
            state="running"
            value={reading.done}
            aria-label={words('conditionDialog.installerReading', { name: reading.fileName })}
          />
          <Button size="small" type="button" onClick={() => stop.current?.abort()}>
            {words('conditionDialog.installerCancel')}
          </Button>
        </div>
      )}
      {problem === null ? null : <ErrorText problem={problem} />}
    </>
  );
}
