import { useStore } from 'zustand';
import { useShell } from './shell-context.tsx';

/** The one place that screen readers listen to. */
export function LiveRegion() {
  const { announcer } = useShell();
  const { polite, assertive } = useStore(announcer.store);
  return (
    <>
      <div className="ws-sr" aria-live="polite" role="status">
        {polite}
      </div>
      <div className="ws-sr" aria-live="assertive" role="alert">
        {assertive}
      </div>
    </>
  );
}
