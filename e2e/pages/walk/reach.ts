import { readFileSync } from 'node:fs';
import type { Reached } from './reached.ts';

type Ids = Readonly<Partial<Record<keyof Reached, readonly string[]>>>;
/** What each walk is there for, by its marks in the page; the console's own test compares it with its registries. */
interface Reach {
  readonly walks: Readonly<Record<string, Ids>>;
}

const reach = JSON.parse(readFileSync(new URL('./reach.json', import.meta.url), 'utf8')) as Reach;

/** What a walk is said to reach, and has not. */
export function unreached(walk: string, reached: Reached): string[] {
  const { pages = [], dialogs = [], menus = [], commands = [] } = reach.walks[walk] ?? {};
  return [
    ...pages.filter((id) => !reached.pages.has(id)),
    ...dialogs.filter((id) => !reached.dialogs.has(id)),
    ...menus.filter((id) => !reached.menus.has(id)),
    ...commands.filter((id) => !reached.commands.has(id)),
  ];
}

/** The walks of which it is said what they reach. */
export const walksSaid: readonly string[] = Object.keys(reach.walks);
