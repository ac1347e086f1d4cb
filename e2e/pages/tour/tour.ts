import type { Page } from '@playwright/test';
import type { Toured } from '../../fixtures/toured.ts';
import { associationStops, resultStops } from './associations.ts';
import { conditionStops } from './conditions.ts';
import { deviceStops } from './devices.ts';
import { editorDialogStops } from './editor-dialogs.ts';
import { editorStops } from './editor.ts';
import { libraryStops } from './library.ts';
import { roleStops } from './roles.ts';
import { runStops } from './runs.ts';
import type { Stop } from './stop.ts';
import { toolStops } from './tools.ts';
import { troubleStops } from './trouble.ts';

/**
 * Every page and every dialog of the console, in walks of about a minute. The site has been captured and restored before; the
 * last walk is through one where something went wrong.
 */
export function tour(page: Page, toured: Toured): Readonly<Record<(typeof walks)[number], readonly Stop[]>> {
  return {
    library: libraryStops(page, toured.refusedFile),
    editor: editorStops(page),
    'editor-dialogs': editorDialogStops(page),
    conditions: conditionStops(page, toured.conditionsFile),
    assets: deviceStops(page),
    associations: [...associationStops(page), ...resultStops(page)],
    others: [...roleStops(page), ...runStops(page)],
    tools: toolStops(page),
    trouble: troubleStops(page, toured),
  };
}

export const walks = [
  'library',
  'editor',
  'editor-dialogs',
  'conditions',
  'assets',
  'associations',
  'others',
  'tools',
  'trouble',
] as const;
