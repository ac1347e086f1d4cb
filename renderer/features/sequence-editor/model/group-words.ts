import type { MenuGroup } from '#shared/steps/step-description';

/** How the groups of steps that can be added are called: in the menu of the tree and in the command bar. */
export const groupWords = {
  General: 'menu.general',
  Software: 'menu.software',
  Disks: 'menu.disks',
  'User State': 'menu.userState',
  Images: 'menu.images',
  Drivers: 'menu.drivers',
  Settings: 'menu.settings',
} as const satisfies Record<MenuGroup, string>;
