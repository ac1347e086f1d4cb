import { expect, type Page } from '@playwright/test';
import { capturePreview } from '#shared/text/en/capture-preview';
import { devices } from '#shared/text/en/devices';
import { fileBrowser } from '#shared/text/en/file-browser';
import { Devices } from '../devices.ts';
import { anyWords, words } from '../words.ts';
import { Previews } from '../previews.ts';
import { dismiss, type Stop } from './stop.ts';

export function deviceStops(page: Page): Stop[] {
  const all = new Devices(page);
  const { frame } = all;
  const browser = words(devices.form.browseTitle, { drive: 'C:' });
  return [
    {
      name: 'devices',
      open: async () => {
        await all.open();
        await frame.select(devices.list, 'OLD-PC');
      },
    },
    { name: 'devices-create', open: () => all.beginCreate('LAB-01') },
    { name: 'devices-create-connection', open: () => all.openConnection() },
    { name: 'devices-create-local', open: () => all.connection('local').check() },
    {
      name: 'devices-browser',
      open: async () => {
        await all.connection('folder').check();
        await expect(await all.browse('C:')).toBeVisible();
        await expect(frame.list(fileBrowser.folders)).toBeVisible();
      },
    },
    {
      name: 'devices-variables',
      open: async () => {
        await dismiss(page, frame.dialog(browser));
        await dismiss(page, all.createDialog);
        await frame.command(devices.command.properties);
        const dialog = frame.dialog(words(devices.form.propertiesTitle, { name: 'OLD-PC' }));
        await dialog.getByRole('tab', { name: devices.form.variablesTab }).click();
      },
    },
    ...previewStops(page),
    {
      name: 'devices-delete',
      open: async () => {
        await frame.consoleTab.click();
        await frame.command(devices.command.delete);
        await expect(frame.dialog(anyWords(devices.question.deleteTitle_one))).toBeVisible();
      },
    },
  ];
}

/** From the properties of OLD-PC to the preview of its capture. */
function previewStops(page: Page): Stop[] {
  const previews = new Previews(page);
  const { frame } = previews;
  return [
    {
      name: 'preview',
      open: async () => {
        await dismiss(page, frame.dialog(words(devices.form.propertiesTitle, { name: 'OLD-PC' })));
        await frame.command(capturePreview.command.device);
        await previews.expectReady();
      },
    },
    {
      name: 'preview-left-out',
      open: async () => {
        await previews.openList('leftOut');
        await previews
          .row('leftOut', /AppData/)
          .first()
          .click();
        await expect(previews.side).toContainText(capturePreview.side.decides);
      },
    },
  ];
}
