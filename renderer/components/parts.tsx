import type { ReactElement, ReactNode } from 'react';
import { CutText } from './cut-text.tsx';

/** Label and value pairs, labels in one column. */
export function Facts(props: { readonly rows: readonly (readonly [string, ReactNode])[]; readonly columns?: number }) {
  return (
    <dl
      className="ws-facts"
      style={{
        gridTemplateColumns: `repeat(${(props.columns ?? 1).toString()}, minmax(112px, max-content) minmax(0, 1fr))`,
      }}
    >
      {props.rows.map(([label, value], at) => (
        // A fact that somebody else has named may be called as one of ours.
        <div key={`${at.toString()} ${label}`} className="ws-fact">
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
