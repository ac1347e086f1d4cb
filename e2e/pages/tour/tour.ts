import type { Page } from '@playwright/test';
import { associationStops, resultStops } from './associations.ts';
import { deviceStops } from './devices.ts';
import { editorDialogStops } from './editor-dialogs.ts';
import { editorStops } from './editor.ts';
import { libraryStops } from './library.ts';
import { roleStops } from './roles.ts';
import { runStops } from './runs.ts';
import type { Stop } from './stop.ts';
import { toolStops } from './tools.ts';

/**
 * Every page and every dialog of the console, in four walks. The site has been captured and restored before;
 * `refusedFile` is one that an import refuses.
 */
export function tour(page: Page, refusedFile: string): Readonly<Record<string, readonly Stop[]>> {
  return {
    library: libraryStops(page, refusedFile),
    editor: [...editorStops(page), ...editorDialogStops(page)],
    assets: [...deviceStops(page), ...associationStops(page), ...resultStops(page)],
    others: [...roleStops(page), ...runStops(page), ...toolStops(page)],
  };
}

export const walks = ['library', 'editor', 'assets', 'others'] as const;
