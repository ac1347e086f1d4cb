import { createContext, type ReactNode, useContext, useMemo } from 'react';

/** Whether the fields around which this stands belong to something that is not chosen: none of them counts. */
export const UnderContext = createContext<{ readonly isOff: boolean }>({ isOff: false });

/** Fields that belong to a choice or a checkbox; when they do not count it says what would have to be chosen. */
export function Under(props: { readonly reason: string | null; readonly children: ReactNode }) {
  const { reason } = props;
  const outer = useContext(UnderContext);
  const isOff = outer.isOff || reason !== null;
  const state = useMemo(() => ({ isOff }), [isOff]);
  return (
    <div className="se-under">
      {reason === null || outer.isOff ? null : <span className="ws-muted ws-small">{reason}</span>}
      <UnderContext value={state}>{props.children}</UnderContext>
    </div>
  );
}
