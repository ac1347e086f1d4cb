import { Link } from '@fluentui/react-components';
import { useState, type ReactElement, type ReactNode } from 'react';
import { CutText } from './cut-text.tsx';

type Fact = readonly [label: string, value: ReactNode];

interface FactsProps {
  readonly rows: readonly Fact[];
  readonly columns?: number;
  /** Behind a link that opens them, in the same columns. */
  readonly more?: { readonly label: string; readonly link: string; readonly rows: readonly Fact[] } | null;
  /** Those that take a whole line each, before the others; their labels stand in the same column. */
  readonly long?: readonly Fact[];
}

/** Label and value pairs, labels in one column. A pane has one of it: two would not have their values below each other. */
export function Facts({ rows, columns = 1, long = [], more = null }: FactsProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <dl
      className="ws-facts"
      style={{
        gridTemplateColumns: `repeat(${columns.toString()}, minmax(112px, max-content) minmax(0, 1fr))`,
      }}
    >
      {[...long, ...rows].map(([label, value], at) => (
        // A fact that somebody else has named may be called as one of ours.
        <div key={`${at.toString()} ${label}`} className={`ws-fact${at < long.length ? ' ws-fact-long' : ''}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {more === null ? null : (
        <div className="ws-fact ws-fact-long">
          <dt>{more.label}</dt>
          <dd>
            <Link as="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {more.link}
            </Link>
          </dd>
        </div>
      )}
      {(isOpen && more !== null ? more.rows : []).map(([label, value], at) => (
        <div key={`more ${at.toString()} ${label}`} className="ws-fact">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Icon and text on one line, a name cut in its middle. */
export function IconText(props: {
  readonly icon: ReactNode;
  readonly children: ReactNode;
  readonly isStrong?: boolean;
}) {
  return (
    <span className={`ws-icontext ${props.isStrong === true ? 'ws-strong' : ''}`}>
      {props.icon}
      {typeof props.children === 'string' ? <CutText>{props.children}</CutText> : <span>{props.children}</span>}
    </span>
  );
}

interface SectionProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A block inside a page with its heading. */
export function Section({ title, actions, children, className = '' }: SectionProps) {
  return (
    <section className={`ws-section ${className}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="ws-grow" />
        {actions}
      </header>
      {children}
    </section>
  );
}

/** One shortcut, drawn as a key cap. */
export function Keys({ children }: { readonly children: string }) {
  return <kbd className="ws-keys">{children}</kbd>;
}

interface CalloutProps {
  readonly tone: 'error' | 'warning' | 'success' | 'info';
  readonly children: ReactNode;
  /** Remedies as buttons. */
  readonly actions?: ReactNode;
}

/** One line above a list or page: sentence and remedy. */
export function Callout({ tone, children, actions }: CalloutProps) {
  return (
    <div className={`ws-callout ws-callout-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      {children}
      <span className="ws-grow" />
      {actions}
    </div>
  );
}

interface EmptyStateProps {
  readonly icon?: ReactElement;
  readonly title: string;
  readonly text?: string;
  /** The one or two commands that fill it. */
  readonly actions?: ReactNode;
}

/** Says what belongs here and how to get it. */
export function EmptyState({ icon, title, text, actions }: EmptyStateProps) {
  return (
    <div className="ws-empty">
      {icon ? <span className="ws-empty-icon">{icon}</span> : null}
      <h2>{title}</h2>
      {text === undefined ? null : <p className="ws-muted">{text}</p>}
      {actions ? <div className="ws-row">{actions}</div> : null}
    </div>
  );
}
