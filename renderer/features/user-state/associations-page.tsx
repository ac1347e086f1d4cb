import { ArrowRight20Regular, Desktop20Regular, PersonSwap24Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import type { Association } from '#shared/model/state-migration';
import { ServerListPage } from '../../app/list-page.tsx';
import { useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { CommandButton } from '../../commands/command-bar.tsx';
import { type Column } from '../../components/list-model.ts';
import { EmptyState, IconText } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { AssociationDetails } from './association-details.tsx';
import { associationsList } from './model.ts';
import { accountsWords, associationWords } from './words.ts';
import { CutText } from '../../components/cut-text.tsx';

/** Which computer's files go where, and how far they are. */
export function AssociationsPage() {
  const shell = useShell();
  const { text } = shell;
  const columns = useMemo(() => [...pairColumns(shell), ...timeColumns(shell)], [shell]);
  return (
    <ServerListPage
      list={associationsList}
      criteria={everyAssociation}
      title={text('user-state:association.title')}
      label={text('user-state:association.list')}
      placeholder={text('user-state:association.filter')}
      columns={columns}
      onOpen={() => void shell.commands.run('associations.open')}
      empty={<AssociationsEmpty />}
      details={(chosen) => <AssociationDetails associations={chosen} />}
      detailsName={text('user-state:association.details.label')}
    />
  );
}

const everyAssociation = {};

function AssociationsEmpty() {
  const { text } = useShell();
  return (
    <EmptyState
      icon={<PersonSwap24Regular />}
      title={text('user-state:association.empty.title')}
      text={text('user-state:association.empty.text')}
      actions={<CommandButton id="associations.create" appearance="primary" />}
    />
  );
}

function pairColumns(shell: Shell): readonly Column<Association>[] {
  const { text } = shell;
  return [
    {
      id: 'source',
      name: text('user-state:association.column.source'),
      isName: true,
      minWidth: 118,
      text: (one) => one.sourceName,
      cell: (one) => <IconText icon={<Desktop20Regular />}>{one.sourceName}</IconText>,
    },
    {
      id: 'destination',
      name: text('user-state:association.column.destination'),
      width: 104,
      text: (one) => one.destinationName,
      cell: (one) => <IconText icon={<ArrowRight20Regular />}>{one.destinationName}</IconText>,
    },
    {
      id: 'state',
      name: text('user-state:association.column.state'),
      width: 180,
      isWhole: true,
      text: (one) => associationWords(shell, one).text,
      cell: (one) => {
        const words = associationWords(shell, one);
        return <State name={words.state}>{words.text}</State>;
      },
    },
    {
      id: 'type',
      name: text('user-state:association.column.type'),
      width: 98,
      text: (one) => text(`user-state:association.type.${one.type}`),
    },
    {
      id: 'accounts',
      name: text('user-state:association.column.accounts'),
      width: 96,
      text: (one) => accountsWords(shell, one),
    },
  ];
}

function timeColumns({ text, format }: Shell): readonly Column<Association>[] {
  const date = (at: number | null): string => (at === null ? '' : format.date(at));
  return [
    {
      id: 'saved',
      name: text('user-state:association.column.saved'),
      width: 134,
      isWhole: true,
      longest: format.longestDates,
      text: (one) => date(one.capturedAt),
    },
    {
      id: 'restored',
      name: text('user-state:association.column.restored'),
      width: 134,
      isWhole: true,
      longest: format.longestDates,
      text: (one) => date(one.restoredAt),
    },
    {
      id: 'missing',
      name: text('user-state:association.column.missing'),
      width: 68,
      align: 'end',
      text: (one) => (one.capturedAt === null ? '' : format.number(one.missingCount)),
    },
    {
      id: 'store',
      name: text('user-state:association.column.store'),
      width: 200,
      text: (one) => one.storePath ?? '',
      cell: (one) => <CutText className="ws-mono">{one.storePath ?? ''}</CutText>,
    },
  ];
}
