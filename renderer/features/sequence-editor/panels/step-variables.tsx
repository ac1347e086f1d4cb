import { useMemo } from 'react';
import type { NodeDetail } from '#shared/model/sequence';
import { listVariablesOfStep, type ReadVariable, type UnsureVariables } from '#shared/steps/step-variables';
import { Facts } from '../../../components/parts.tsx';
import { useWords } from '../use-words.ts';

function Read({ variable }: { readonly variable: ReadVariable }) {
  const words = useWords();
  const reasons = variable.reasons.map((reason) => words(`commandLine.reason.${reason}`)).join(', ');
  const isOfType = variable.reasons.every((reason) => reason === 'type');
  return (
    <span className={isOfType ? 'se-variable ws-muted' : 'se-variable'} title={`${variable.name}: ${reasons}`}>
      {variable.name}
    </span>
  );
}

/** That there is nothing, or that there may be more than is known. */
function Rest(props: {
  readonly what: 'reads' | 'sets';
  readonly isFirst: boolean;
  readonly unsure: UnsureVariables | null;
}) {
  const words = useWords();
  const { what, isFirst, unsure } = props;
  if (unsure !== null) return <span className="ws-muted">{words(`commandLine.unsure.${what}.${unsure}`)}</span>;
  return isFirst ? <span className="ws-muted">{words('commandLine.nothing')}</span> : null;
}

/** The variables that a step reads and sets. What only its type looks for is paler than what somebody wrote down. */
export function StepVariables({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const { reads, sets, givesWayTo, readsUnsure, setsUnsure } = useMemo(() => listVariablesOfStep(node), [node]);
  const wins = givesWayTo.length === 0 ? undefined : words('commandLine.givesWay', { names: givesWayTo.join(', ') });
  const rows = [
    [
      words('commandLine.reads'),
      <span key="reads" className="se-names" title={wins}>
        {reads.map((variable) => (
          <Read key={variable.name} variable={variable} />
        ))}
        <Rest what="reads" isFirst={reads.length === 0} unsure={readsUnsure} />
      </span>,
    ],
    [
      words('commandLine.sets'),
      <span key="sets" className="se-names">
        {sets.map((name) => (
          <span key={name} className="se-variable">
            {name}
          </span>
        ))}
        <Rest what="sets" isFirst={sets.length === 0} unsure={setsUnsure} />
      </span>,
    ],
  ] as const;
  return (
    // A long list scrolls, and keys have to get there.
    <div className="se-step-variables" tabIndex={0} role="group" aria-label={words('variables.label')}>
      <Facts rows={rows} />
    </div>
  );
}
