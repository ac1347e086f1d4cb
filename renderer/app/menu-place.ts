import type { PositioningConfigurationFn } from '@fluentui/react-components';

/** So far menus stay from the edge of the window. */
const edge = 4;

/**
 * Every menu is moved until the whole of it is in the window, over what opened it when nothing else fits, as menus of
 * the system are. How high one may be is in the styles. Other things that float stay beside what they are about.
 */
export const placeMenus: PositioningConfigurationFn = ({ container, options }) =>
  container.classList.contains('fui-MenuPopover')
    ? { ...options, shiftToCoverTarget: true, overflowBoundaryPadding: edge }
    : options;
