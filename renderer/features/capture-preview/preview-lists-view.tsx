import { entriesOf, isMissing } from '#shared/model/user-state';
import { Button, Tab, TabList } from '@fluentui/react-components';
import type { CapturePreview } from '#shared/model/local-computer';
import { useListLayout, useListSelection, usePaneSize, useShell } from '../../app/shell-context.tsx';
import { CommandMenu } from '../../commands/command-menu.tsx';
import { DataList } from '../../components/data-list.tsx';
import { ColumnsMenu } from '../../components/filter-bar.tsx';
import type { Column } from '../../components/list-model.ts';
import { chosenIds, noSelection } from '../../components/list-selection.ts';
import { EmptyState } from '../../components/parts.tsx';
import { Splitter } from '../../components/splitter.tsx';
import { amountsOf, listIds, rowsListId, usersListId, withList } from './preview-lists.ts';
import { PreviewSide } from './preview-side.tsx';
import type { PreviewListId, PreviewStore } from './preview-store.ts';
import { previewScope } from './tabs.ts';
import { SearchField } from '../../components/search-field.tsx';
import { CutText } from '../../components/cut-text.tsx';

interface ListsProps {
  readonly preview: CapturePreview;
  readonly open: PreviewStore;
  readonly deviceId: string | null;
  readonly list: PreviewListId;
  readonly filter: string;
}

const emptyWords = {
  folders: 'capture-preview:lists.emptyFolders',
  rules: 'capture-preview:lists.emptyRules',
  leftOut: 'capture-preview:lists.emptyLeftOut',
  missing: 'capture-preview:lists.emptyMissing',
  notes: 'capture-preview:lists.emptyNotes',
} as const;

/** What is taken per known folder, what each rule leaves out, what cannot be taken, and what is to be known. */
export function PreviewLists(props: ListsProps) {
  const { preview, open, deviceId, list, filter } = props;
  const shell = useShell();
  const { text } = shell;
  const side = usePaneSize('preview-side', 300);
  const amounts = amountsOf(shell, preview);
  const users = useListSelection(usersListId(deviceId));
  const rows = useListSelection(rowsListId(list));
  return (
    <section className="ws-preview-lists" aria-label={text('capture-preview:lists.label')}>
      <div className="ws-preview-bar">
        <TabList
          size="small"
          selectedValue={list}
          aria-label={text('capture-preview:lists.label')}
          onTabSelect={(_event, tab) => open.show(tab.value as PreviewListId)}
        >
          {listIds.map((id) => (
            <Tab key={id} value={id}>
              {text(`capture-preview:lists.${id}`, { amount: amounts[id] })}
            </Tab>
          ))}
        </TabList>
        <span className="ws-grow" />
        <ChosenUsers listId={usersListId(deviceId)} />
        <SearchField
          size="small"
          className="ws-filter"
          placeholder={text('capture-preview:lists.filter')}
          aria-label={text('capture-preview:lists.filter')}
          value={filter}
          onChange={(_event, { value }) => open.setFilter(value)}
        />
        {withList(shell, preview, { list, filter, users: [] }, (columns) => (
          <ListColumns list={list} columns={columns} />
        ))}
      </div>
      <Splitter
        direction="row"
        side="end"
        size={side.size}
        minimum={220}
        maximum={520}
        onSize={side.setSize}
        name={text('capture-preview:side.label')}
        restName={text(`capture-preview:lists.${list}`, { amount: amounts[list] })}
        start={<ChosenList {...props} amount={amounts[list]} users={chosenIds(users.selection)} />}
        end={<PreviewSide preview={preview} list={list} chosen={rows.selection.activeId} />}
      />
    </section>
  );
}

/** Whose rows are shown when some profiles were chosen, and the way back to all. */
function ChosenUsers({ listId }: { readonly listId: string }) {
  const { text } = useShell();
  const { selection, onSelectionChange } = useListSelection(listId);
  const names = chosenIds(selection);
  if (names.length === 0) return null;
  return (
    <span className="ws-row ws-small">
      <CutText>{text('capture-preview:users.only', { names: names.join(', ') })}</CutText>
      <Button size="small" onClick={() => onSelectionChange(noSelection)}>
        {text('capture-preview:users.all')}
      </Button>
    </span>
  );
}

function ListColumns<R>({ list, columns }: { readonly list: PreviewListId; readonly columns: readonly Column<R>[] }) {
  return <ColumnsMenu columns={columns} {...useListLayout(rowsListId(list))} />;
}

interface ChosenListProps extends ListsProps {
  readonly amount: number;
  readonly users: readonly string[];
}

function ChosenList({ preview, list, filter, amount, users }: ChosenListProps) {
  const shell = useShell();
  return withList(shell, preview, { list, filter, users }, (columns, rows) => (
    <Rows
      key={list}
      list={list}
      columns={columns}
      rows={rows}
      amount={amount}
      whole={
        list === 'leftOut'
          ? entriesOf(
              amount,
              preview.leftOut.filter(({ reason }) => !isMissing(reason)),
            )
          : amount
      }
      isWhole={filter === '' && users.length === 0}
    />
  ));
}

interface RowsProps<R> {
  readonly list: PreviewListId;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly amount: number;
  /** Rows of the whole list; one may stand for many files. */
  readonly whole: number;
  readonly isWhole: boolean;
}

function Rows<R extends { readonly key: string }>({ list, columns, rows, amount, whole, isWhole }: RowsProps<R>) {
  const { text } = useShell();
  const layout = useListLayout(rowsListId(list));
  const selection = useListSelection(rowsListId(list));
  return (
    <div className="ws-preview-rows">
      <DataList
        {...layout}
        {...selection}
        label={text(`capture-preview:lists.${list}`, { amount })}
        columns={columns}
        rows={rows}
        id={(row) => row.key}
        isMultiple={false}
        menu={<CommandMenu scope={previewScope} />}
        empty={<EmptyState title={text(isWhole ? emptyWords[list] : 'capture-preview:lists.noMatch')} />}
      />
      {isWhole && rows.length < whole ? (
        <p className="ws-muted ws-small ws-pad-inline">
          {text('capture-preview:lists.cut', { shown: rows.length, amount: whole })}
        </p>
      ) : null}
    </div>
  );
}
