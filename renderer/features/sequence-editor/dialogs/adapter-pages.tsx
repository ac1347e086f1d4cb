import { Checkbox, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import type { Adapter, AdapterList, AdapterProblem, Pair } from '#shared/steps/tables/adapters';
import { adapterShape } from '#shared/steps/tables/adapters';
import { columnOf } from '#shared/steps/tables/step-table';
import { ChoiceDropdown } from '../../../components/choice-dropdown.tsx';
import { useWords } from '../use-words.ts';
import { EntryList } from './entry-list.tsx';

export interface AdapterPageProps {
  readonly adapter: Adapter;
  readonly problems: readonly AdapterProblem[];
  readonly set: (change: Partial<Adapter>) => void;
}

function useLabel() {
  const words = useWords();
  return (key: string) => words.message(columnOf(adapterShape, key).label);
}

const single = (texts: readonly string[]): Pair[] => texts.map((first) => ({ first, second: '' }));
const firsts = (entries: readonly Pair[]): string[] => entries.map(({ first }) => first);

function problemAt(problems: readonly AdapterProblem[], list: AdapterList, at: number | null) {
  return problems.find((one) => one.list === list && one.at === at);
}

/** What the adapter is called, and by what it is known. */
function Naming({ adapter, problems, set }: AdapterPageProps) {
  const words = useWords();
  const label = useLabel();
  const mac = problemAt(problems, 'macAddress', 0);
  return (
    <>
      <Field label={label('name')} size="small">
        <Input
          size="small"
          autoFocus
          maxLength={255}
          value={adapter.name}
          onChange={(_event, data) => set({ name: data.value })}
        />
      </Field>
      <Field
        label={label('macAddress')}
        size="small"
        hint={words('adapterDialog.macHint')}
        validationMessage={mac === undefined ? null : words(`adapterDialog.problem.${mac.kind}`, { text: mac.text })}
        validationState={mac === undefined ? 'none' : 'error'}
      >
        <Input
          size="small"
          className="se-mono"
          value={adapter.macAddress}
          onChange={(_event, data) => set({ macAddress: data.value })}
        />
      </Field>
    </>
  );
}

/** Name, and where the addresses come from. */
export function GeneralPage(props: AdapterPageProps) {
  const words = useWords();
  const label = useLabel();
  const { adapter, problems, set } = props;
  const none = problemAt(problems, 'addresses', null);
  const isOff = adapter.isAutomatic;
  return (
    <div className="ws-form">
      <Naming {...props} />
      <RadioGroup
        value={isOff ? 'automatic' : 'static'}
        aria-label={words('adapterDialog.addressing')}
        onChange={(_event, data) => set({ isAutomatic: data.value === 'automatic' })}
      >
        <Radio value="automatic" label={words('adapterDialog.automatic')} />
        <Radio value="static" label={words('adapterDialog.static')} />
      </RadioGroup>
      <div className="ws-indent">
        {isOff ? <span className="ws-muted ws-small">{words('adapterDialog.onlyStatic')}</span> : null}
        <EntryList
          list="addresses"
          label={label('ipAddressList')}
          what={words('adapterDialog.address')}
          second={words('adapterDialog.mask')}
          entries={adapter.addresses}
          problems={problems}
          isDisabled={isOff}
          message={none === undefined ? null : words('adapterDialog.needsAddress')}
          onChange={(addresses) => set({ addresses })}
        />
        <EntryList
          list="gateways"
          label={label('gateways')}
          what={words('adapterDialog.gateway')}
          second={words('adapterDialog.metric')}
          hint={words('adapterDialog.metricHint')}
          entries={adapter.gateways}
          problems={problems}
          isDisabled={isOff}
          onChange={(gateways) => set({ gateways })}
        />
      </div>
    </div>
  );
}

/** Servers that resolve names, the suffix, and what the computer registers. */
export function DnsPage({ adapter, problems, set }: AdapterPageProps) {
  const words = useWords();
  const label = useLabel();
  return (
    <div className="ws-form">
      <EntryList
        list="dnsServers"
        label={label('dnsServerList')}
        what={words('adapterDialog.dnsServer')}
        hint={words('adapterDialog.dnsHint')}
        entries={single(adapter.dnsServers)}
        problems={problems}
        onChange={(entries) => set({ dnsServers: firsts(entries) })}
      />
      <Field label={label('dnsDomain')} size="small">
        <Input size="small" value={adapter.dnsDomain} onChange={(_event, data) => set({ dnsDomain: data.value })} />
      </Field>
      <Checkbox
        label={label('enableDnsRegistration')}
        checked={adapter.registersInDns}
        onChange={(_event, data) => set({ registersInDns: data.checked === true })}
      />
      <Checkbox
        label={label('enableFullDnsRegistration')}
        checked={adapter.registersSuffix}
        onChange={(_event, data) => set({ registersSuffix: data.checked === true })}
      />
    </div>
  );
}

/** Names of the older kind. */
export function WinsPage({ adapter, problems, set }: AdapterPageProps) {
  const words = useWords();
  const label = useLabel();
  const { choices = [] } = columnOf(adapterShape, 'tcpipNetbiosOptions');
  return (
    <div className="ws-form">
      <Checkbox
        label={words('adapterDialog.useWins')}
        checked={adapter.usesWins}
        onChange={(_event, data) => set({ usesWins: data.checked === true })}
      />
      <div className="ws-indent">
        {adapter.usesWins ? null : <span className="ws-muted ws-small">{words('adapterDialog.onlyWins')}</span>}
        <EntryList
          list="winsServers"
          label={label('winsServerList')}
          what={words('adapterDialog.winsServer')}
          entries={single(adapter.winsServers)}
          problems={problems}
          isDisabled={!adapter.usesWins}
          onChange={(entries) => set({ winsServers: firsts(entries) })}
        />
      </div>
      <Checkbox
        label={label('enableLmHosts')}
        checked={adapter.usesLmHosts}
        onChange={(_event, data) => set({ usesLmHosts: data.checked === true })}
      />
      <ChoiceDropdown
        size="small"
        label={words('adapterDialog.netbios')}
        value={adapter.netbios}
        choices={choices.map((one) => ({ value: one.value, text: words.message(one.label) }))}
        change={(netbios) => set({ netbios })}
      />
    </div>
  );
}

const filters = [
  {
    on: 'filtersProtocols',
    list: 'protocols',
    column: 'ipProtocolFilterList',
    check: 'onlyProtocols',
    what: 'protocol',
  },
  { on: 'filtersTcp', list: 'tcpPorts', column: 'tcpFilterPortList', check: 'onlyTcp', what: 'tcpPort' },
  { on: 'filtersUdp', list: 'udpPorts', column: 'udpFilterPortList', check: 'onlyUdp', what: 'udpPort' },
] as const;

/** What is let through. */
export function FilteringPage({ adapter, problems, set }: AdapterPageProps) {
  const words = useWords();
  const label = useLabel();
  return (
    <div className="ws-form">
      <span className="ws-muted ws-small">{words('adapterDialog.filteringHint')}</span>
      {filters.map(({ on, list, column, check, what }) => (
        <div key={list} className="se-filter">
          <Checkbox
            label={words(`adapterDialog.${check}`)}
            checked={adapter[on]}
            onChange={(_event, data) => set({ [on]: data.checked === true })}
          />
          <div className="ws-indent">
            <EntryList
              list={list}
              label={label(column)}
              what={words(`adapterDialog.${what}`)}
              entries={single(adapter[list])}
              problems={problems}
              isDisabled={!adapter[on]}
              onChange={(entries) => set({ [list]: firsts(entries) })}
            />
          </div>
        </div>
      ))}
    </div>
  );
}
