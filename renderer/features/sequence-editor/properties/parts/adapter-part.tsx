import { useMemo } from 'react';
import { type Adapter, adapterShape, addAdapter, readAdapter, writeAdapter } from '#shared/steps/tables/adapters';
import { useShell } from '../../../../app/shell-context.tsx';
import { CutText } from '../../../../components/cut-text.tsx';
import { type EditorText, useWords } from '../../use-words.ts';
import type { StepPart } from '../step-part.ts';
import { adapterName, warningsOf, warningWords } from './adapter-words.ts';
import type { RowColumn } from './row-table.tsx';
import { TablePart } from './table-part.tsx';
import { type TableKind, useStepTable } from './use-step-table.ts';

const adapterKind: TableKind<Adapter> = {
  shape: adapterShape,
  area: 'adapter',
  read: readAdapter,
  add: addAdapter,
  write: writeAdapter,
  nameOf: adapterName,
};

function listWords(words: EditorText, list: readonly string[]): string {
  if (list.length === 0) return words('adapters.nothing');
  return list.reduce((text, next) => words('adapters.comma', { list: text, next }));
}

function columnsOf(words: EditorText): readonly RowColumn<Adapter>[] {
  return [
    {
      key: 'name',
      label: words('adapters.name'),
      show: ({ name }) =>
        name === '' ? <span className="ws-muted">{words('adapters.unnamed')}</span> : <CutText>{name}</CutText>,
    },
    {
      key: 'mode',
      label: words('adapters.mode'),
      show: ({ isAutomatic }) => words(isAutomatic ? 'adapters.automatic' : 'adapters.static'),
    },
    {
      key: 'addresses',
      label: words('adapters.addresses'),
      isMono: true,
      show: ({ isAutomatic, addresses }) => listWords(words, isAutomatic ? [] : addresses.map(({ first }) => first)),
    },
    {
      key: 'dns',
      label: words('adapters.dns'),
      isMono: true,
      show: ({ dnsServers }) => listWords(words, dnsServers),
    },
  ];
}

/** The network adapters that the step configures, in the order in which Windows counts them. */
export function AdapterPart({ part }: { readonly part: StepPart }) {
  const words = useWords();
  const shell = useShell();
  const model = useStepTable(part.node, adapterKind);
  const { rows } = model;
  const columns = useMemo(() => columnsOf(words), [words]);
  const warnings = useMemo(
    () => warningsOf(rows).map((one) => ({ rows: [one.at], say: () => warningWords(words, one) })),
    [rows, words],
  );
  return (
    <TablePart
      label={words('adapters.label')}
      model={model}
      columns={columns}
      empty={words('adapters.none')}
      warnings={warnings}
      ask={(adapter) => shell.dialogs.ask('editor.adapter', { adapter })}
    />
  );
}
