import { Button, Link, Tooltip } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { State } from '../../../components/state.tsx';
import type { EditorProblem } from '../model/problems.ts';
import { createProblemsModel, type ProblemsModel } from '../store/problems-model.ts';
import { useEditor } from '../use-editor.tsx';
import { type EditorText, useWords } from '../use-words.ts';

function problemText(words: EditorText, problem: EditorProblem): string {
  switch (problem.kind) {
    case 'node':
      return words(`problem.${problem.problem}`);
    case 'missing':
      return words('problems.missing', { label: problem.label });
    case 'refused':
      return words('problems.refused', { reason: problem.reason });
  }
}

function Rows({ model }: { readonly model: ProblemsModel }) {
  const words = useWords();
  const editor = useEditor();
  const { problems, isReading } = useStore(model.store);
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
        {problems.slice(0, mostShown).map((problem, index) => (
          <tr key={`${problem.nodeId}:${index}`}>
            <td>
              <State name={problem.kind === 'missing' ? 'warning' : 'error'} isIconOnly />
            </td>
            <td>{problemText(words, problem)}</td>
            <td>
              <Link as="button" onClick={() => editor.reveal([problem.nodeId])}>
                {words('problems.go', { number: problem.number, name: problem.name })}
              </Link>
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
  return <span className="ws-muted">{words('problems.count', { count })}</span>;
}

/** What is wrong with the sequence, with a way to each place. */
export function ProblemsPanel() {
  const words = useWords();
  const editor = useEditor();
  const [model, setModel] = useState<ProblemsModel | null>(null);
  useEffect(() => {
    const made = createProblemsModel(editor);
    setModel(made);
    return made.stop;
  }, [editor]);
  return (
    <section className="se-problems" aria-label={words('problems.title')} data-region="problems">
      <header className="ws-row">
        <strong>{words('problems.title')}</strong>
        {model === null ? null : <Count model={model} />}
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
        {model === null ? null : <Rows model={model} />}
      </div>
    </section>
  );
}
