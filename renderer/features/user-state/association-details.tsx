import { Button } from '@fluentui/react-components';
import { PersonSwap20Regular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { Association, StateStoreRow } from '#shared/model/state-migration';
import { useRow } from '../../app/row-picker.tsx';
import { useShell } from '../../app/shell-context.tsx';
import { DetailsPane } from '../../components/details-pane.tsx';
import { Callout, Facts } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { Journey } from './journey.tsx';
import { storesList } from './model.ts';
import { openResult } from './tabs.ts';
import { storeNextWords } from './words.ts';

interface AssociationDetailsProps {
  readonly associations: readonly Association[];
}

/** The journey of one association, and what is missing. */
export function AssociationDetails({ associations }: AssociationDetailsProps) {
  const { text } = useShell();
  const [tab, setTab] = useState('summary');
  const [one] = associations;
  if (one === undefined) return null;
  const pair = text('user-state:association.details.pair', {
    source: one.sourceName,
    destination: one.destinationName,
  });
  const tabs =
    associations.length === 1
      ? [
          {
            id: 'summary',
            label: text('user-state:association.details.summary'),
            content: <Summary one={one} />,
          },
          {
            id: 'accounts',
            label: text('user-state:association.details.accounts', { amount: one.accounts.length }),
            content: <Accounts one={one} />,
          },
        ]
      : [
          {
            id: 'summary',
            label: text('user-state:association.details.summary'),
            content: <Several associations={associations} />,
          },
        ];
  return (
    <DetailsPane
      icon={<PersonSwap20Regular />}
      title={
        associations.length === 1
          ? pair
          : text('user-state:association.details.several', { count: associations.length })
      }
      tabs={tabs}
      activeTab={tab}
      onTab={setTab}
    />
  );
}

function Several({ associations }: { readonly associations: readonly Association[] }) {
  const { text } = useShell();
  return (
    <ul className="ws-pad">
      {associations.map((one) => (
        <li key={one.id}>
          {text('user-state:association.details.pair', { source: one.sourceName, destination: one.destinationName })}
        </li>
      ))}
    </ul>
  );
}

interface SummaryProps {
  readonly one: Association;
  readonly store: StateStoreRow | null;
}

function Summary({ one }: Pick<SummaryProps, 'one'>) {
  const store = useRow(storesList, one.stateStoreId);
  return (
    <>
      <DamagedCallout one={one} store={store} />
      <MissingCallout one={one} store={store} />
      <div className="ws-pad ws-stack">
        <Journey one={one} store={store} />
        <AssociationFacts one={one} store={store} />
      </div>
    </>
  );
}

function DamagedCallout({ one, store }: SummaryProps) {
  const shell = useShell();
  const { text } = shell;
  if (one.storeCondition !== 'damaged' || store === null) return null;
  return (
    <Callout
      tone="error"
      actions={
        <Button size="small" onClick={() => openResult(shell, store.id, store)}>
          {text('user-state:association.details.showDamage')}
        </Button>
      }
    >
      <State name="error">
        <b>{text('user-state:association.details.damagedTitle')}</b>{' '}
        {text('user-state:association.details.damagedText')}
      </State>
    </Callout>
  );
}

function MissingCallout({ one, store }: SummaryProps) {
  const shell = useShell();
  const { text } = shell;
  const count = one.missingCount;
  if (count === 0 || store === null) return null;
  return (
    <Callout
      tone="warning"
      actions={
        <Button size="small" onClick={() => openResult(shell, store.id, store)}>
          {text('user-state:association.details.showFiles', { count })}
        </Button>
      }
    >
      <State name="warning">
        <b>{text(`user-state:association.details.${one.restoredAt === null ? 'notCapturedTitle' : 'missingTitle'}`)}</b>{' '}
        {text('user-state:association.details.missingText', { count })}
      </State>
    </Callout>
  );
}

function AssociationFacts({ one, store }: SummaryProps) {
  const shell = useShell();
  const { text, format } = shell;
  const location =
    one.storePath === null ? (
      text('user-state:association.details.noLocation')
    ) : (
      <span className="ws-mono">{one.storePath}</span>
    );
  const rows: (readonly [string, ReactNode])[] = [
    [text('user-state:association.details.location'), location],
    [text('user-state:association.details.type'), text(`user-state:association.type.${one.type}`)],
  ];
  if (store !== null) {
    const size = { bytes: format.bytes(store.byteCount), count: store.fileCount };
    rows.push(
      [
        text('user-state:association.details.point'),
        store.migrationPointName ?? text('user-state:association.details.localStore'),
      ],
      [text('user-state:association.details.size'), text('user-state:association.details.sizeText', size)],
      [text('user-state:association.details.next'), storeNextWords(shell, store, Date.now())],
    );
  }
  rows.push(
    [text('user-state:association.details.behavior'), text(`user-state:association.behavior.${one.behavior}`)],
    [
      text('user-state:association.details.created'),
      text('user-state:association.details.createdBy', { time: format.date(one.createdAt), user: one.createdBy }),
    ],
  );
  return <Facts columns={2} rows={rows} />;
}

function Accounts({ one }: { readonly one: Association }) {
  const { text } = useShell();
  if (one.accounts.length === 0) {
    return <p className="ws-pad">{text('user-state:association.details.allAccounts', { source: one.sourceName })}</p>;
  }
  return (
    <div className="ws-pad">
      <p>{text(`user-state:association.behavior.${one.behavior}`)}</p>
      <ul>
        {one.accounts.map((account) => (
          <li key={account}>{account}</li>
        ))}
      </ul>
    </div>
  );
}
