import { Warning16Filled } from '@fluentui/react-icons';
import { useMemo } from 'react';
import {
  type Adapter,
  adapterShape,
  type AdapterProblem,
  addAdapter,
  checkAdapter,
  missingOf,
  readAdapter,
  writeAdapter,
} from '#shared/steps/tables/adapters';
import { useShell } from '../../../../app/shell-context.tsx';
import { CutText } from '../../../../components/cut-text.tsx';
import { type EditorText, type EditorWord, useWords } from '../../use-words.ts';
import type { StepPart } from '../step-part.ts';
import { type RowColumn, RowTable } from './row-table.tsx';
import { type TableKind, useStepTable } from './use-step-table.ts';

/** `Adapter 2 “LAN”`. */
function adapterName(words: EditorText, one: Adapter | undefined, at: number): string {
  const number = at + 1;
  const name = one?.name ?? '';
  return name === '' ? words('adapters.row', { number }) : words('adapters.rowNamed', { number, name });
}

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

const places: Readonly<Record<AdapterProblem['list'], readonly [first: EditorWord, second: EditorWord]>> = {
  macAddress: ['adapterDialog.general', 'adapterDialog.general'],
  addresses: ['adapterDialog.address', 'adapterDialog.mask'],
  gateways: ['adapterDialog.gateway', 'adapterDialog.metric'],
  dnsServers: ['adapterDialog.dnsServer', 'adapterDialog.dnsServer'],
  winsServers: ['adapterDialog.winsServer', 'adapterDialog.winsServer'],
  protocols: ['adapterDialog.protocol', 'adapterDialog.protocol'],
  tcpPorts: ['adapterDialog.tcpPort', 'adapterDialog.tcpPort'],
  udpPorts: ['adapterDialog.udpPort', 'adapterDialog.udpPort'],
};

function problemWords(words: EditorText, name: string, { list, at, side, kind, text }: AdapterProblem): string {
  const what = words(places[list][side === 'first' ? 0 : 1]);
  if (at === null) return words('adapters.wrong', { name, place: what, problem: words('adapterDialog.needsAddress') });
  const place = list === 'macAddress' ? what : words('adapterDialog.entry', { what, number: at + 1 });
  return words('adapters.wrong', { name, place, problem: words(`adapterDialog.problem.${kind}`, { text }) });
}

/** Everything that is wrong or missing, with its row. */
function warningsOf(words: EditorText, rows: readonly Adapter[]): { readonly at: number; readonly text: string }[] {
  return rows.flatMap((one, at) => {
    const name = adapterName(words, one, at);
    return [
      ...checkAdapter(one).map((problem) => ({ at, text: problemWords(words, name, problem) })),
      ...missingOf(one).map((list) => ({ at, text: words(`adapters.lacks.${list}`, { name }) })),
    ];
  });
}

/** The network adapters that the step configures, in the order in which Windows counts them. */
export function AdapterPart({ part }: { readonly part: StepPart }) {
  const words = useWords();
  const shell = useShell();
  const model = useStepTable(part.node, adapterKind);
  const { rows } = model;
  const columns = useMemo(() => columnsOf(words), [words]);
  const warnings = useMemo(() => warningsOf(words, rows), [words, rows]);
  const open = (at: number | null): void => {
    const adapter = at === null ? null : (rows[at] ?? null);
    void shell.attempt(async () => {
      const made = await shell.dialogs.ask('editor.adapter', { adapter });
      if (made === undefined) return;
      if (at === null) model.add(made);
      else model.change(at, made);
    });
  };
  return (
    <div className="se-table-part">
      <RowTable
        label={words('adapters.label')}
        model={model}
        columns={columns}
        empty={words('adapters.none')}
        hasWarning={(at) => warnings.some((one) => one.at === at)}
        open={open}
      />
      {warnings.length === 0 ? null : (
        <ul className="se-table-problems">
          {warnings.map(({ text }, index) => (
            <li key={index}>
              <Warning16Filled className="se-warn-icon" aria-label={words('tables.warning')} />
              <span>{text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
