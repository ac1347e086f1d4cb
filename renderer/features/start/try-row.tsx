import type { ReactElement, ReactNode } from 'react';

interface TryRowProps {
  readonly icon: ReactElement;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}

/** One thing to do: what it is, what happens, and the button that does it. */
export function TryRow({ icon, title, children, actions }: TryRowProps) {
  return (
    <li className="ws-try">
      <span className="ws-try-icon" aria-hidden="true">
        {icon}
      </span>
      <div className="ws-try-words">
        <h3>{title}</h3>
        <span className="ws-muted">{children}</span>
      </div>
      <div className="ws-try-actions">{actions}</div>
    </li>
  );
}
