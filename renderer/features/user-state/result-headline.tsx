import { useShell } from '../../app/shell-context.tsx';
import { CommandButton } from '../../commands/command-bar.tsx';
import { State, type StateName } from '../../components/state.tsx';
import { acceptedText, beyondText, headlineText, underText } from './result-words.ts';
import { headlineOf, headlineTone, type StateResultData } from './state-result.ts';

const signs: Readonly<Record<ReturnType<typeof headlineTone>, StateName>> = {
  success: 'success',
  warning: 'warning',
  error: 'error',
  progress: 'running',
  muted: 'skipped',
};

/** The verdict. It must be true when nothing else is read. */
export function ResultHeadline({ data }: { readonly data: StateResultData }) {
  const shell = useShell();
  const headline = headlineOf(data);
  const tone = headlineTone(headline);
  const beyond = beyondText(shell, data);
  const accepted = acceptedText(shell, data);
  return (
    <header className={`ws-verdict ws-verdict-${tone}`}>
      <State name={signs[tone]} isIconOnly />
      <div className="ws-stack-tight">
        <h2>{headlineText(shell, data, headline)}</h2>
        {beyond === '' ? null : <b>{beyond}</b>}
        <span>{underText(shell, data, headline)}</span>
        {accepted === null ? null : <span>{accepted}</span>}
      </div>
      <span className="ws-grow" />
      <CommandButton id="result.copy" />
    </header>
  );
}
