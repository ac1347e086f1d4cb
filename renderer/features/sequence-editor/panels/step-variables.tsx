import { useMemo } from 'react';
import { variablesOfRules } from '#shared/model/dynamic-rules';
import type { NodeDetail } from '#shared/model/sequence';
import { listVariablesOfStep, type ReadVariable } from '#shared/steps/step-variables';
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

/** The variables that a step reads and sets. What only its type looks for is paler than what somebody wrote down. */
export function StepVariables({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const { reads, sets, givesWayTo } = useMemo(
    () => listVariablesOfStep(node, variablesOfRules(node.dynamicRules)),
    [node],
  );
  const wins = givesWayTo.length === 0 ? undefined : words('commandLine.givesWay', { names: givesWayTo.join(', ') });
  const nothing = <span className="ws-muted">{words('commandLine.nothing')}</span>;
  const rows = [
    [
      words('commandLine.reads'),
      <span key="reads" className="se-names" title={wins}>
        {reads.length === 0 ? nothing : reads.map((variable) => <Read key={variable.name} variable={variable} />)}
      </span>,
    ],
    [
      words('commandLine.sets'),
      <span key="sets" className="se-names">
        {sets.length === 0
          ? nothing
          : sets.map((name) => (
              <span key={name} className="se-variable">
                {name}
              </span>
            ))}
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
