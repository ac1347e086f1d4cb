import { session } from 'electron';
import { isPageAddress } from './page.ts';

/** What the page may do: put text that a person copied into the clipboard. Reading it stays refused. */
function isAllowed(permission: string, address: string | undefined): boolean {
  return permission === 'clipboard-sanitized-write' && address !== undefined && isPageAddress(address);
}

/** The console needs no camera, no place, no notifications, no device: whatever else a page asks for is refused. */
export function denyPermissions(): void {
  const current = session.defaultSession;
  current.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(isAllowed(permission, requestingUrl));
  });
  current.setPermissionCheckHandler((_contents, permission, _origin, { requestingUrl }) =>
    isAllowed(permission, requestingUrl),
  );
  current.setDevicePermissionHandler(() => false);
}
