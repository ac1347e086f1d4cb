import { Button } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { listPageMost } from '#shared/model/list';
import { referenceKey, type ReferenceRow } from '#shared/model/reference';
import { filterMost } from '../../../app/server-list.ts';
import { useAnswer, useListLayout } from '../../../app/shell-context.tsx';
import type { DialogProps } from '../../../app/types.ts';
import { useDebounced } from '../../../app/use-debounced.ts';
import { DataList } from '../../../components/data-list.tsx';
import { ErrorText } from '../../../components/error-text.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import type { Column } from '../../../components/list-model.ts';
import { chosenRows, chosenTest, type ListSelection } from '../../../components/list-selection.ts';
import { SearchField } from '../../../components/search-field.tsx';
import { EmptyState } from '../../../components/parts.tsx';
import { nothingWord } from '../properties/references/reference-choice.tsx';
import { type EditorText, useWords } from '../use-words.ts';

/** So many rows come at once, and that many more when they are asked for; the list draws what is in view. */
const rowsAtOnce = 250;
const typingMs = 150;

const idOf = ({ kind, id }: ReferenceRow): string => `${kind} ${id}`;

/** Until all rows are here only the core could sort them, and it sorts by name. */
function columnsOf(words: EditorText, isUnsorted: boolean, hasKind: boolean): readonly Column<ReferenceRow>[] {
  const of = (id: 'version' | 'manufacturer' | 'id', width: number): Column<ReferenceRow> => ({
    ...{ id, name: words(`references.dialog.${id}`), width, isUnsorted },
    text: (row) => row[id],
  });
  const kind: Column<ReferenceRow> = {
    ...{ id: 'kind', name: words('references.dialog.kind'), width: 130, isUnsorted },
    text: (row) => words(`references.kind.${row.kind}`),
  };
  return [
    {
      id: 'name',
      name: words('references.dialog.name'),
      isName: true,
      minWidth: 160,
      isUnsorted,
      text: (row) => row.name,
    },
    of('version', 90),
    of('manufacturer', 120),
    ...(hasKind ? [kind] : []),
    of('id', 130),
    {
      ...{ id: 'source', name: words('references.dialog.source'), width: 100, isUnsorted },
      text: (row) => words(`references.dialog.from.${row.source}`),
    },
  ];
}

/** The rows that fit what was typed, as many as were asked for. */
function useFound({ kinds, without }: DialogProps<'editor.reference'>['request']) {
  const [filter, setFilter] = useState('');
  const [limit, setLimit] = useState(rowsAtOnce);
  const asked = { kinds: [...kinds], filter: useDebounced(filter, typingMs).slice(0, filterMost), limit };
  const { data, status, problem } = useAnswer('reference.list', asked);
  const rows = useMemo(() => {
    const taken = new Set(without.map(referenceKey));
    return (data?.rows ?? []).filter(({ id }) => !taken.has(referenceKey(id)));
  }, [data, without]);
  // What cannot be chosen is not counted either.
  const total = data === null ? 0 : data.total - (data.rows.length - rows.length);
  const hasMore = rows.length < total && limit < listPageMost;
  return {
    ...{ filter, rows, total, problem, hasMore, isLoading: status === 'loading' },
    type: (text: string) => {
      setFilter(text);
      setLimit(rowsAtOnce);
    },
    showMore: () => setLimit(Math.min(limit + rowsAtOnce, listPageMost)),
  };
}

/** The filter, how many fit it, and the way to more of them. */
function Head({ found }: { readonly found: ReturnType<typeof useFound> }) {
  const words = useWords();
  return (
    <div className="ws-row">
      <SearchField
        size="small"
        className="ws-filter"
        placeholder={words('references.dialog.filter')}
        aria-label={words('references.dialog.filter')}
        value={found.filter}
        onChange={(_event, { value }) => found.type(value)}
      />
      <span className="ws-muted ws-small ws-grow" role="status">
        {found.isLoading ? '' : words('references.dialog.count', { count: found.total })}
      </span>
      {found.hasMore ? (
        <Button size="small" appearance="subtle" onClick={found.showMore}>
          {words('references.dialog.more')}
        </Button>
      ) : null}
    </div>
  );
}

/** Everything that is known of some kinds, to look through and choose one. */
export function ReferenceDialog({ request, close }: DialogProps<'editor.reference'>) {
  const words = useWords();
  const { label, kinds, chosen } = request;
  const found = useFound(request);
  const { rows, total } = found;
  const layout = useListLayout('editor-references');
  const before = rows.find(({ id }) => referenceKey(id) === referenceKey(chosen));
  const [own, setOwn] = useState<ListSelection | null>(null);
  const [isAsked, setAsked] = useState(false);
  const selection = own ?? chosenRows(before === undefined ? [] : [idOf(before)]);
  const isPart = rows.length < total;
  const columns = useMemo(() => columnsOf(words, isPart, kinds.length > 1), [words, isPart, kinds]);
  const isChosen = chosenTest(selection);
  const row = rows.find((one) => isChosen(idOf(one)));
  const submit = () => {
    setAsked(true);
    if (row !== undefined) close(row);
  };
  return (
    <FormDialog
      title={words('references.dialog.title', { label })}
      action={words('references.dialog.action')}
      width={1060}
      onClose={() => close()}
      onSubmit={submit}
    >
      <div className="se-reference-dialog">
        <Head found={found} />
        {found.problem === null ? null : <ErrorText problem={found.problem} />}
        <div className="ws-flatlist ws-fill">
          <DataList
            {...layout}
            label={words('references.dialog.list')}
            columns={columns}
            rows={rows}
            id={idOf}
            selection={selection}
            onSelectionChange={setOwn}
            onOpen={close}
            isLoading={found.isLoading}
            isMultiple={false}
            empty={<EmptyState title={words(nothingWord(kinds, found.filter))} />}
          />
        </div>
        {isAsked && row === undefined ? (
          <span className="se-warning" role="alert">
            {words('references.dialog.choose')}
          </span>
        ) : null}
      </div>
    </FormDialog>
  );
}
