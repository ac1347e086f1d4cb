import { keysOf, type Layouts } from './layout.ts';
import { disksPages } from './pages/disks.ts';
import { driversPages } from './pages/drivers.ts';
import { generalPages } from './pages/general.ts';
import { imagesPages } from './pages/images.ts';
import { settingsPages } from './pages/settings.ts';
import { softwarePages } from './pages/software.ts';
import { userStatePages } from './pages/user-state.ts';

/** Property pages of the step types, by the id of their description. */
export const layouts: Layouts = {
  ...generalPages,
  ...softwarePages,
  ...disksPages,
  ...userStatePages,
  ...imagesPages,
  ...driversPages,
  ...settingsPages,
};

/** Every key that a page shows, in its order. */
export function shownKeys(id: string): string[] {
  return keysOf(layouts[id] ?? []);
}
