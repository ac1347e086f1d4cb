import { Button, Link, Tooltip } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShell, useSlice } from '../../../app/shell-context.tsx';
import { State } from '../../../components/state.tsx';
import { levelOf } from '../model/problem-marks.ts';
import type { EditorProblem } from '../model/problems.ts';
import { problemText } from '../problem-words.ts';
import type { ProblemsModel } from '../store/problems-model.ts';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';

/** A problem that keys lead to may be out of sight in the list. */
function showRow(row: Partial<Pick<Element, 'scrollIntoView'>> | null): void {
  row?.scrollIntoView?.({ block: 'nearest' });
}

function Rows({ model }: { readonly model: ProblemsModel }) {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const { problems, isReading } = useStore(model.store);
  const visited = useSlice(editor.view, (state) => state.problem);
  const isCurrent = (one: EditorProblem) => visited?.nodeId === one.nodeId && visited.index === one.index;
  if (problems.length === 0) {
    return <p className="ws-muted se-note">{words(isReading ? 'problems.loading' : 'problems.none')}</p>;
  }
  return (
    <table aria-label={words('problems.title')}>
      <thead>
        <tr>
          <th scope="col">{words('problems.level')}</th>
          <th scope="col">{words('problems.problem')}</th>
          <th scope="col">{words('problems.step')}</th>
        </tr>
      </thead>
      <tbody>
        {problems.slice(0, mostShown).map((problem) => (
          <tr
            key={`${problem.nodeId}:${problem.index}`}
            className={isCurrent(problem) ? 'se-selected' : ''}
            {...(isCurrent(problem) ? { 'aria-current': true, ref: showRow } : {})}
            onClick={() => editor.goToProblem(problem)}
          >
            <td>
              <State name={levelOf(problem)} />
            </td>
            <td>{problemText(words, problem, shell.format)}</td>
            <td>
              <Link as="button">{words('problems.go', { number: problem.number, name: problem.name })}</Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** More rows than this help nobody; the count in the head is that of all. */
const mostShown = 200;

function Count({ model }: { readonly model: ProblemsModel }) {
  const words = useWords();
  const count = useStore(model.store, (state) => state.problems.length);
  const left = useStore(model.store, (state) => state.left);
  return (
    <span className="ws-muted">
      {words('problems.count', { count })}
      {left === 0 ? '' : ` ${words('problems.left', { count: left })}`}
    </span>
  );
}

/** What is wrong with the sequence, with a way to each place. */
export function ProblemsPanel() {
  const words = useWords();
  const editor = useEditor();
  const model = useMemo(() => editor.problems(), [editor]);
  return (
    <section className="se-problems" aria-label={words('problems.title')} data-region="problems">
      <header className="ws-row">
        <strong>{words('problems.title')}</strong>
        <Count model={model} />
        <span className="ws-grow" />
        <Tooltip content={words('problems.close')} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<Dismiss16Regular />}
            onClick={() => editor.view.setState({ isProblemsOpen: false })}
          />
        </Tooltip>
      </header>
      <div className="se-problem-rows" tabIndex={0} role="region" aria-label={words('problems.title')}>
        <Rows model={model} />
      </div>
    </section>
  );
}
