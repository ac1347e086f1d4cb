import { Button } from '@fluentui/react-components';
import { ErrorCircle24Regular } from '@fluentui/react-icons';
import type { ErrorCode, ErrorDetails } from '#shared/contract/errors';
import { errorText } from '#shared/text/say';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { State } from './state.tsx';
import { useSay } from './use-say.ts';

/** What a failed call says of itself; `Problem` of the api folder has this shape. */
export interface ShownProblem {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly traceId?: string | null;
}

/** What a person looks up or hands on: the code, and the number under which the log has more. */
export function ErrorReference({ problem }: { readonly problem: ShownProblem }) {
  const { t } = useTranslation('components');
  const { code, traceId: id = null } = problem;
  return <span className="ws-muted ws-small">{id === null ? code : t('reportNumber', { code, id })}</span>;
}

/** Where it happened: icon, sentence, remedy, and the code at the end in small. */
export function ErrorText({ problem }: { readonly problem: ShownProblem }) {
  const words = errorText(useSay(), problem.code, problem.details);
  return (
    <div className="ws-error-text" role="alert">
      <State name="error" isIconOnly />
      <div>
        <b>{words.sentence}</b> <span>{words.remedy}</span> <ErrorReference problem={problem} />
      </div>
    </div>
  );
}

interface ErrorPageProps {
  readonly problem: ShownProblem;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
}

/** A page of which nothing can be shown. */
export function ErrorPage({ problem, onRetry, actions }: ErrorPageProps) {
  const { t } = useTranslation('components');
  const words = errorText(useSay(), problem.code, problem.details);
  return (
    <div className="ws-empty" role="alert">
      <span className="ws-empty-icon ws-tone-error">
        <ErrorCircle24Regular fontSize={40} />
      </span>
      <h2>{words.sentence}</h2>
      <p>{words.remedy}</p>
      <div className="ws-row">
        {onRetry ? (
          <Button appearance="primary" onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        ) : null}
        {actions}
      </div>
      <ErrorReference problem={problem} />
    </div>
  );
}
