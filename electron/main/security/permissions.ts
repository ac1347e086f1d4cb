import { session } from 'electron';

/** The console needs no camera, no place, no notifications, no device: whatever a page asks for is refused. */
export function denyPermissions(): void {
  const current = session.defaultSession;
  current.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  current.setPermissionCheckHandler(() => false);
  current.setDevicePermissionHandler(() => false);
}
