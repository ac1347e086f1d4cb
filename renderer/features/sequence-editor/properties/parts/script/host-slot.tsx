import { useLayoutEffect, useRef } from 'react';

/**
 * A place for an element that moves with all that is in it: the code editor goes into its dialog and back as it is, with
 * what can be undone in it.
 */
export function HostSlot({ host, className }: { readonly host: HTMLElement; readonly className: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.append(host);
  }, [host]);
  return <div ref={place} className={className} />;
}
