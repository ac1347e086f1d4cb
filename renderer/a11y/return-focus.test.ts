// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDialogs } from '../stores/dialogs.ts';
import { returnFocus } from './return-focus.ts';

const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
const list = (): HTMLElement | null => document.getElementById('list');

describe('the focus after a dialog', () => {
  let stop = (): void => undefined;
  beforeEach(() => {
    document.body.innerHTML =
      '<div role="tabpanel" class="ws-page"><div id="list" role="grid" tabindex="0"></div><button id="opener"></button></div><button id="box"></button>';
    list()?.focus();
  });
  afterEach(() => stop());

  it('[UI-554] comes back to where the palette was opened, from what the palette opened', async () => {
    const dialogs = createDialogs();
    stop = returnFocus(dialogs, document);
    const [opener, box] = [document.getElementById('opener'), document.getElementById('box')];
    // Not the list, which has the focus of its page by itself.
    opener?.focus();
    const palette = dialogs.ask('shortcuts', {});
    box?.focus();
    const [first] = dialogs.store.getState().open;
    dialogs.close(first?.id ?? 0);
    box?.remove();
    await palette;
    void dialogs.ask('shortcuts', {});
    await nextFrame();
    const [second] = dialogs.store.getState().open;
    opener?.blur();
    dialogs.close(second?.id ?? 0);
    await nextFrame();
    expect(document.activeElement).toBe(opener);
  });

  it('[UI-554] goes to the list of a page that was made anew behind the dialog, not to the tree of nodes before it', async () => {
    const dialogs = createDialogs();
    stop = returnFocus(dialogs, document);
    void dialogs.ask('shortcuts', {});
    document.body.innerHTML = `<div role="tabpanel" class="ws-page">
      <div class="ws-nodetree"><div role="treeitem" tabindex="0"></div></div><div id="list" role="grid" tabindex="0"></div></div>`;
    const [open] = dialogs.store.getState().open;
    dialogs.close(open?.id ?? 0);
    await nextFrame();
    expect(document.activeElement).toBe(list());
  });

  it('[UI-554] comes back to the page when what opened the dialog went with its menu', async () => {
    const dialogs = createDialogs();
    stop = returnFocus(dialogs, document);
    const entry = document.getElementById('box');
    entry?.focus();
    void dialogs.ask('shortcuts', {});
    entry?.remove();
    const [open] = dialogs.store.getState().open;
    dialogs.close(open?.id ?? 0);
    await nextFrame();
    expect(document.activeElement).toBe(list());
  });
});
