import { type Adapter, type AdapterProblem, checkAdapter, missingOf } from '#shared/steps/tables/adapters';
import type { EditorText, EditorWord } from '../../use-words.ts';

/** `Adapter 2 “LAN”`. */
export function adapterName(words: EditorText, one: Pick<Adapter, 'name'> | undefined, at: number): string {
  const number = at + 1;
  const name = one?.name ?? '';
  return name === '' ? words('adapters.row', { number }) : words('adapters.rowNamed', { number, name });
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

function adapterProblemWords(words: EditorText, name: string, { list, at, side, kind, text }: AdapterProblem): string {
  const what = words(places[list][side === 'first' ? 0 : 1]);
  if (at === null) return words('adapters.wrong', { name, place: what, problem: words('adapterDialog.needsAddress') });
  const place = list === 'macAddress' ? what : words('adapterDialog.entry', { what, number: at + 1 });
  return words('adapters.wrong', { name, place, problem: words(`adapterDialog.problem.${kind}`, { text }) });
}

/** What is wrong with a row, or missing in it; rows count from 0. */
export type AdapterWarning = { readonly at: number; readonly name: string } & (
  { readonly problem: AdapterProblem } | { readonly lacks: ReturnType<typeof missingOf>[number] }
);

/** Everything that is wrong or missing, with its row. */
export function warningsOf(rows: readonly Adapter[]): AdapterWarning[] {
  return rows.flatMap((one, at) => {
    const row = { at, name: one.name };
    return [
      ...checkAdapter(one).map((problem) => ({ ...row, problem })),
      ...missingOf(one).map((lacks) => ({ ...row, lacks })),
    ];
  });
}

/** A warning as a sentence that names the row and the place. */
export function warningWords(words: EditorText, warning: AdapterWarning): string {
  const name = adapterName(words, warning, warning.at);
  if ('problem' in warning) return adapterProblemWords(words, name, warning.problem);
  return words(`adapters.lacks.${warning.lacks}`, { name });
}
