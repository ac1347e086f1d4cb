import { Tab, TabList } from '@fluentui/react-components';
import { type FunctionComponent, useState } from 'react';
import {
  type Adapter,
  type AdapterList,
  type AdapterProblem,
  checkAdapter,
  newAdapter,
} from '#shared/steps/tables/adapters';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useWords } from '../use-words.ts';
import { type AdapterPageProps, DnsPage, FilteringPage, GeneralPage, WinsPage } from './adapter-pages.tsx';

const pageKeys = ['general', 'dns', 'wins', 'filtering'] as const;
type PageKey = (typeof pageKeys)[number];

const pages: Readonly<Record<PageKey, FunctionComponent<AdapterPageProps>>> = {
  general: GeneralPage,
  dns: DnsPage,
  wins: WinsPage,
  filtering: FilteringPage,
};

const pageOf: Readonly<Record<AdapterList, PageKey>> = {
  macAddress: 'general',
  addresses: 'general',
  gateways: 'general',
  dnsServers: 'dns',
  winsServers: 'wins',
  protocols: 'filtering',
  tcpPorts: 'filtering',
  udpPorts: 'filtering',
};

function trimmed(one: Adapter): Adapter {
  const pairs = (list: Adapter['addresses']) =>
    list.map(({ first, second }) => ({ first: first.trim(), second: second.trim() }));
  const texts = (list: readonly string[]) => list.map((text) => text.trim());
  return {
    ...one,
    name: one.name.trim(),
    macAddress: one.macAddress.trim(),
    dnsDomain: one.dnsDomain.trim(),
    addresses: pairs(one.addresses),
    gateways: pairs(one.gateways),
    dnsServers: texts(one.dnsServers),
    winsServers: texts(one.winsServers),
    protocols: texts(one.protocols),
    tcpPorts: texts(one.tcpPorts),
    udpPorts: texts(one.udpPorts),
  };
}

/** What cannot be kept. A list that the file has already, and nobody touched, may stay as it is. */
function findWrong(next: Adapter, old: Adapter | null): AdapterProblem[] {
  const isNew = old === null || (old.isAutomatic && !next.isAutomatic);
  return checkAdapter(next).filter(({ list }) => {
    const isOfMode = list === 'addresses' || list === 'gateways';
    return old === null || (isNew && isOfMode) || JSON.stringify(old[list]) !== JSON.stringify(next[list]);
  });
}

/** One network adapter: where its addresses come from, and what else Windows knows of it, on pages of their own. */
export function AdapterDialog({ request, close }: DialogProps<'editor.adapter'>) {
  const words = useWords();
  const [adapter, setAdapter] = useState(request.adapter ?? newAdapter);
  const [page, setPage] = useState<PageKey>('general');
  const [isAsked, setAsked] = useState(false);
  const next = trimmed(adapter);
  const wrong = findWrong(next, request.adapter);
  const shown = isAsked ? wrong : [];
  const isNew = request.adapter === null;
  const Page = pages[page];
  const countOn = (key: PageKey) => shown.filter(({ list }) => pageOf[list] === key).length;
  const title = (key: PageKey): string => {
    const count = countOn(key);
    const label = words(`adapterDialog.${key}`);
    return count === 0 ? label : words('adapterDialog.elsewhere', { page: label, count });
  };
  return (
    <FormDialog
      title={words(isNew ? 'adapterDialog.add' : 'adapterDialog.edit')}
      action={words(isNew ? 'adapterDialog.addAction' : 'adapterDialog.editAction')}
      width={700}
      onClose={() => close()}
      onSubmit={() => {
        setAsked(true);
        const [first] = wrong;
        if (first === undefined) close(next);
        else if (!wrong.some(({ list }) => pageOf[list] === page)) setPage(pageOf[first.list]);
      }}
    >
      <TabList
        className="ws-dialog-tabs"
        size="small"
        selectedValue={page}
        aria-label={words('adapterDialog.pages')}
        onTabSelect={(_event, data) => setPage(data.value as PageKey)}
      >
        {pageKeys.map((key) => (
          <Tab key={key} value={key} id={`adapter-tab-${key}`}>
            {title(key)}
          </Tab>
        ))}
      </TabList>
      <div className="ws-dialog-page" role="tabpanel" aria-labelledby={`adapter-tab-${page}`}>
        <Page adapter={adapter} problems={shown} set={(change) => setAdapter({ ...adapter, ...change })} />
      </div>
    </FormDialog>
  );
}
