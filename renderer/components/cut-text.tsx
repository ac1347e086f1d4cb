import { middleCut } from './middle-cut.ts';

interface CutTextProps {
  readonly children: string;
  readonly className?: string;
  /** On hover, when that says more than the name. */
  readonly title?: string;
}

/**
 * A name that is cut in its middle where it does not fit. The text of the page is the whole name, for copying, search and
 * readers of the screen; the two halves are drawn over it.
 */
export function CutText({ children, className = '', title = children }: CutTextProps) {
  const { head, tail, isRightToLeft } = middleCut(children);
  return (
    <span className={`ws-cut ${className}`} title={title}>
      <span className="ws-cut-whole">{children}</span>
      <span
        className="ws-cut-drawn"
        aria-hidden="true"
        dir={isRightToLeft ? 'rtl' : 'ltr'}
        data-head={head}
        data-tail={tail}
      />
    </span>
  );
}
