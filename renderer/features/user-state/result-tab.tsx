import { Spinner } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useAnswer, useModel, useShell } from '../../app/shell-context.tsx';
import { CommandBar } from '../../commands/command-bar.tsx';
import { ErrorPage } from '../../components/error-text.tsx';
import type { TabOf } from '../../stores/tabs.ts';
import { objectSearchModel } from './model.ts';
import { ResultHeadline } from './result-headline.tsx';
import { ResultLists } from './result-lists.tsx';
import { NextSteps, Proof, StoreFacts } from './result-proof.tsx';
import { ResultUsers } from './result-users.tsx';
import { resultTitle } from './tabs.ts';
import { VerifyProgress } from './verify-progress.tsx';

/** What became of one person's files: a headline that is true, numbers, proof, lists, and what to do. */
export function ResultTab({ tab }: { readonly tab: TabOf<'state-result'> }) {
  const shell = useShell();
  const { stateStoreId } = tab.params;
  const search = useModel(objectSearchModel)(stateStoreId);
  const { data, status, problem, refresh } = useAnswer('stateStore.get', { stateStoreId });
  const jobs = useStore(shell.jobs.store, (state) => state.jobs);
  const title = data === null ? null : resultTitle(shell, data.row);
  useEffect(() => {
    if (title !== null) shell.tabs.setTitle(tab.id, title);
  }, [shell, tab.id, title]);
  if (data === null) {
    if (status === 'failed' && problem !== null) {
      return <ErrorPage problem={problem} onRetry={() => void refresh()} />;
    }
    return <Spinner label={shell.text('user-state:result.loading')} delay={400} />;
  }
  const job = jobs.find((one) => one.stateStoreId === stateStoreId && one.kind === 'verify' && one.state === 'running');
  return (
    <div className="ws-page">
      <CommandBar scope="state-result" />
      <div className="ws-result">
        <ResultHeadline data={data} />
        {job === undefined ? null : <VerifyProgress job={job} />}
        <div className="ws-result-split">
          <div className="ws-result-main">
            <ResultUsers data={data} />
            <ResultLists data={data} search={search} />
          </div>
          <div className="ws-result-side">
            <Proof data={data} />
            <NextSteps data={data} />
            <StoreFacts data={data} />
          </div>
        </div>
      </div>
    </div>
  );
}
