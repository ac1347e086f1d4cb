import { Link } from '@fluentui/react-components';
import { ArrowImport20Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import { nodesOf } from '../../app/nodes.ts';
import { Mark } from '../../app/title-bar.tsx';
import { CommandButton } from '../../commands/command-bar.tsx';
import { Keys } from '../../components/parts.tsx';
import { workspaceIds } from '../../stores/navigation.ts';
import { Begin, ImportButton } from './begin.tsx';
import { SampleTries } from './sample-tries.tsx';

/** The first page: what to try, how to bring one's own, where things are. */
export function WelcomePage() {
  const shell = useShell();
  const { text } = shell;
  const { data: info } = useAnswer('site.get', {});
  if (info === null) return <div className="ws-start" />;
  const { name, directory, hasSample } = info;
  return (
    <div className="ws-start" data-region tabIndex={-1}>
      <div className="ws-start-inner">
        <header className="ws-start-head">
          <Mark size={44} />
          <div>
            <h2 className="ws-start-title">{text('start:heading')}</h2>
            <span className="ws-muted ws-break">
              {hasSample ? text('start:sampleText') : text('start:text', { name, directory })}
            </span>
          </div>
        </header>
        {hasSample ? <SampleTries /> : <Begin />}
        <div className="ws-start-columns">
          <OwnFiles />
          <Places />
        </div>
        <footer className="ws-start-foot ws-muted ws-small">
          <span>
            {text('start:foot.palette')} <Keys>Ctrl+Shift+P</Keys>
          </span>
          <span className="ws-grow" />
          <Link as="button" onClick={() => void shell.commands.run('help.shortcuts')}>
            {text('start:foot.shortcuts')}
          </Link>
          <CommandButton id="start.dismiss" appearance="subtle" size="small" />
        </footer>
      </div>
    </div>
  );
}

/** The whole window takes files; this only says so, for those who look for a place. */
function OwnFiles() {
  const { text } = useShell();
  return (
    <section aria-label={text('start:own.title')}>
      <h2>{text('start:own.title')}</h2>
      <div className="ws-start-drop">
        <ArrowImport20Regular fontSize={28} aria-hidden="true" />
        <b>{text('start:own.drop')}</b>
        <span className="ws-muted">{text('start:own.text')}</span>
        <ImportButton />
      </div>
    </section>
  );
}

function Places() {
  const shell = useShell();
  const { text } = shell;
  const nodes = workspaceIds.flatMap((workspace) => nodesOf(shell.features, workspace));
  return (
    <section aria-label={text('start:places.title')}>
      <h2>{text('start:places.title')}</h2>
      <ul className="ws-start-places">
        {nodes.map((node) => (
          <li key={node.id}>
            <button type="button" onClick={() => shell.goTo(node.id)}>
              {node.icon}
              <span className="ws-grow">
                <b>{text(node.label)}</b>
                <span className="ws-muted ws-small">{text(`frame:workspace.${node.workspace}`)}</span>
              </span>
              <ChevronRight16Regular aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
