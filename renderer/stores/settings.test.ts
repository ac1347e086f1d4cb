import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#shared/model/site';
import { createFakeClient } from '../api/fake-client.ts';
import { createSettings } from './settings.ts';

describe('settings', () => {
  it('[UI-14] a choice that is made while they are read stays', async () => {
    let kept = defaultSettings;
    let answer = (): void => undefined;
    const client = createFakeClient({
      'setting.get': async () => {
        const asked = kept;
        await new Promise<void>((done) => (answer = done));
        return asked;
      },
      'setting.set': (change) => (kept = { ...kept, ...(change as Partial<typeof kept>) }),
    });
    const settings = createSettings(client);
    const read = settings.refresh();
    await Promise.resolve();
    await settings.set({ theme: 'dark' });
    answer();
    await expect.poll(() => client.callsOf('setting.get')).toHaveLength(2);
    expect(settings.store.getState().settings.theme).toBe('dark');
    answer();
    await read;
    expect(settings.store.getState()).toEqual({ settings: { ...defaultSettings, theme: 'dark' }, isLoaded: true });
  });
});
