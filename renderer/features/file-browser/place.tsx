import {
  Desktop20Regular,
  Home20Regular,
  HardDrive20Regular,
  Cd16Regular,
  Server20Regular,
  UsbStick20Regular,
} from '@fluentui/react-icons';
import type { BrowseRoot } from '#shared/contract/areas/site';
import type { Shell } from '../../app/types.ts';

const icons = {
  home: Home20Regular,
  root: Desktop20Regular,
  fixed: HardDrive20Regular,
  removable: UsbStick20Regular,
  network: Server20Regular,
  optical: Cd16Regular,
  memory: HardDrive20Regular,
  unknown: HardDrive20Regular,
} as const;

/** The kind of a place, as a picture beside its name. */
export function PlaceIcon({ kind }: Pick<BrowseRoot, 'kind'>) {
  const Icon = icons[kind];
  return <Icon aria-hidden className="ws-files-place-icon" />;
}

/** `Windows (C:)` as the system itself says it; a drive without a name is called by its kind. */
export function placeName(text: Shell['text'], { path, kind, name }: BrowseRoot): string {
  if (kind === 'home' || kind === 'root') return text(`file-browser:place.${kind}`);
  return `${name === '' ? text(`file-browser:place.${kind}`) : name} (${path.slice(0, 2)})`;
}
