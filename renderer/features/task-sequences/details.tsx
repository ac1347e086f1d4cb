import { Link } from '@fluentui/react-components';
import { TaskListSquareLtr20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { TaskSequenceDetails, TaskSequenceRow } from '#shared/model/task-sequence';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { DetailsPane, type DetailsTab } from '../../components/details-pane.tsx';
import { ErrorText } from '../../components/error-text.tsx';
import { Facts } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { openEditor } from '../sequence-editor/index.tsx';
import { pathText } from './model.ts';

function Summary({ row, details }: { readonly row: TaskSequenceRow; readonly details: TaskSequenceDetails | null }) {
  const { text, format } = useShell();
  const folder = pathText(row.folderPath);
  const own = new Set(['Name', 'Description', 'PackageID']);
  const source = details?.sourceFile ?? '';
  const comment = details?.administratorComment ?? '';
  const more = (details?.properties ?? []).filter(({ name }) => !own.has(name));
  return (
    <div className="ws-pad">
      <Facts
        columns={2}
        rows={[
          [text('task-sequences:fact.name'), row.name],
          [text('task-sequences:fact.packageId'), row.packageId],
          [text('task-sequences:fact.description'), row.description === '' ? '–' : row.description],
          [text('task-sequences:fact.folder'), folder === '' ? text('task-sequences:topFolder') : folder],
          [text('task-sequences:fact.steps'), format.number(row.stepCount)],
          [text('task-sequences:fact.size'), format.bytes(row.sizeBytes)],
          [
            text(source === '' ? 'task-sequences:fact.created' : 'task-sequences:fact.imported'),
            source === ''
              ? format.date(row.createdAt)
              : text('task-sequences:fact.importedFrom', { time: format.date(row.createdAt), file: source }),
          ],
          [text('task-sequences:fact.modified'), `${format.date(row.modifiedAt)}, ${row.modifiedBy}`],
          [text('task-sequences:fact.revision'), row.revision],
          [text('task-sequences:fact.dialect'), text(`task-sequences:dialect.${row.dialect}`)],
          [text('task-sequences:fact.state'), text(row.enabled ? 'task-sequences:enabled' : 'task-sequences:disabled')],
          ...(comment === '' ? [] : [[text('task-sequences:fact.administratorComment'), comment] as const]),
        ]}
        more={
          more.length === 0
            ? null
            : {
                label: text('task-sequences:fact.exported'),
                link: text('task-sequences:moreProperties', { count: more.length }),
                rows: more.map(({ name, value }) => [name, value] as const),
              }
        }
      />
    </div>
  );
}

function References({ details }: { readonly details: TaskSequenceDetails }) {
  const { text } = useShell();
  if (details.references.length === 0) return <p className="ws-pad ws-muted">{text('task-sequences:noReferences')}</p>;
  return (
    <table className="ws-plain-table">
      <thead>
        <tr>
          <th scope="col">{text('task-sequences:reference.name')}</th>
          <th scope="col">{text('task-sequences:reference.kind')}</th>
          <th scope="col">{text('task-sequences:reference.id')}</th>
          <th scope="col">{text('task-sequences:reference.steps')}</th>
        </tr>
      </thead>
      <tbody>
        {details.references.map((reference) => (
          <tr key={reference.id}>
            <td>{reference.name ?? text('task-sequences:reference.unknown')}</td>
            <td>{text(`task-sequences:referenceKind.${reference.kind}`)}</td>
            <td className="ws-mono">{reference.id}</td>
            <td>{reference.steps.length === 0 ? '–' : reference.steps.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of broken parts and of calls, in the order of the steps, in the words of the editor. */
function listProblems({ problems, calls }: TaskSequenceDetails, { text }: Shell) {
  const said = [
    ...problems.map(({ problem, ...at }) => ({ ...at, words: text(`sequence-editor:problem.${problem}`) })),
    ...calls.map(({ reference: { problem, packageId, name }, ...at }) => ({
      ...at,
      words: text(`sequence-editor:problems.reference.${problem}`, { packageId, name }),
    })),
  ];
  return said.sort((a, b) => a.number - b.number);
}

function Problems({ details, shell }: { readonly details: TaskSequenceDetails; readonly shell: Shell }) {
  const { text } = shell;
  const { row } = details;
  const problems = listProblems(details, shell);
  if (problems.length === 0) return <p className="ws-pad ws-muted">{text('task-sequences:noProblems')}</p>;
  return (
    <ul className="ws-pad ws-plain-list">
      {problems.map(({ number, name, words }) => (
        <li key={`${number.toString()} ${words}`}>
          <State name="error" isIconOnly />{' '}
          <Link
            as="button"
            onClick={() => openEditor(shell, { packageId: row.packageId, name: row.name, mode: 'edit' })}
          >
            {`${number.toString()} ${name}`}
          </Link>{' '}
          {words}
        </li>
      ))}
    </ul>
  );
}

function OneSequence({ row }: { readonly row: TaskSequenceRow }) {
  const shell = useShell();
  const { text } = shell;
  const [tab, setTab] = useState('summary');
  const { data, problem } = useAnswer('sequence.get', { packageId: row.packageId });
  const failed = problem === null ? null : <ErrorText problem={problem} />;
  const waiting = <p className="ws-pad ws-muted">{text('components:loading')}</p>;
  const tabs: DetailsTab[] = [
    { id: 'summary', label: text('task-sequences:tab.summary'), content: <Summary row={row} details={data} /> },
    {
      id: 'references',
      label: text('task-sequences:tab.references', { amount: data?.references.length ?? 0 }),
      content: failed ?? (data === null ? waiting : <References details={data} />),
    },
    {
      id: 'problems',
      label: text('task-sequences:tab.problems', { amount: (data?.problems.length ?? 0) + (data?.calls.length ?? 0) }),
      content: failed ?? (data === null ? waiting : <Problems details={data} shell={shell} />),
    },
  ];
  return (
    <DetailsPane icon={<TaskListSquareLtr20Regular />} title={row.name} tabs={tabs} activeTab={tab} onTab={setTab} />
  );
}

/** What the selected task sequences are: one in full, several by what they are together. */
export function SequenceDetails({ rows }: { readonly rows: readonly TaskSequenceRow[] }) {
  const { text, format } = useShell();
  const [first] = rows;
  if (first === undefined) return null;
  if (rows.length === 1) return <OneSequence key={first.packageId} row={first} />;
  const bytes = rows.reduce((sum, row) => sum + row.sizeBytes, 0);
  const steps = rows.reduce((sum, row) => sum + row.stepCount, 0);
  const facts = [
    [text('task-sequences:fact.steps'), format.number(steps)],
    [text('task-sequences:fact.size'), format.bytes(bytes)],
    [text('task-sequences:fact.name'), rows.map((row) => row.name).join(', ')],
  ] as const;
  return (
    <DetailsPane
      title={text('components:severalSelected', { count: rows.length })}
      tabs={[
        {
          id: 'summary',
          label: text('task-sequences:tab.summary'),
          content: (
            <div className="ws-pad">
              <Facts rows={facts} />
            </div>
          ),
        },
      ]}
      activeTab="summary"
      onTab={() => undefined}
    />
  );
}
