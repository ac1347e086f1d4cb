import type { ReactNode } from 'react';

interface SettingRowProps {
  /** Named by the control with `aria-labelledby`. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** One choice: what it is, what it does, and the control at the right. */
export function SettingRow({ id, title, text, children }: SettingRowProps) {
  return (
    <div className="ws-setting">
      <div className="ws-setting-words">
        <b id={id}>{title}</b>
        <span id={`${id}-text`} className="ws-muted ws-small">
          {text}
        </span>
      </div>
      {children === undefined ? null : <div className="ws-setting-control">{children}</div>}
    </div>
  );
}
