import type { BrowserContext } from '@playwright/test';
import { state } from './state.ts';

/** What Playwright can grant, and under which name Electron asks for it. */
const names = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  camera: 'media',
  microphone: 'media',
  'clipboard-read': 'clipboard-read',
  'clipboard-write': 'clipboard-sanitized-write',
} as const;

/**
 * Electron grants whatever no handler refuses. This browser cannot ask while a page runs: the handlers are asked before
 * it loads, and what they do not grant is refused.
 */
export async function grantPermissions(context: BrowserContext, requestingUrl: string): Promise<void> {
  const isGranted = (permission: string): boolean => {
    const answers: boolean[] = [];
    state.permissionRequest?.({}, permission, (granted) => answers.push(granted), { requestingUrl });
    return answers[0] ?? state.permissionRequest === null;
  };
  await context.grantPermissions(
    Object.entries(names)
      .filter(([, permission]) => isGranted(permission))
      .map(([name]) => name),
  );
}
