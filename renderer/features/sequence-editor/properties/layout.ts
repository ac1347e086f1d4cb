import type { EditorWord } from '../use-words.ts';
import type { PartName } from './parts/part-names.ts';

/** How a property page is laid out. Keys are those of the step's description. */
export type LayoutItem =
  | {
      readonly kind: 'field';
      readonly key: string;
      /** Instead of the label of the property, which stands above the field as a choice. */
      readonly label?: EditorWord;
    }
  | { readonly kind: 'check'; readonly key: string; readonly under?: readonly LayoutItem[] }
  | {
      readonly kind: 'choice';
      readonly key: string;
      readonly label: EditorWord;
      readonly isHorizontal?: boolean;
      /** For a truth value: the property whose label says what it means when it is off. */
      readonly otherKey?: string;
      /** Fields that belong to one of the choices, below it. */
      readonly under?: Readonly<Record<string, readonly LayoutItem[]>>;
    }
  /** An account with the password that goes with it. */
  | { readonly kind: 'account'; readonly user: string; readonly password: string }
  | { readonly kind: 'columns'; readonly columns: readonly (readonly LayoutItem[])[] }
  /** Fields that a person thinks of together, under a heading. */
  | { readonly kind: 'section'; readonly heading: EditorWord; readonly items: readonly LayoutItem[] }
  /** What no generic field can be enough for; it shows these properties and no others. */
  | { readonly kind: 'part'; readonly part: PartName; readonly keys: readonly string[] }
  | { readonly kind: 'note'; readonly text: EditorWord };

/** The pages of a group of step types, by the id of their description. */
export type Layouts = Readonly<Record<string, readonly LayoutItem[]>>;

export const field = (key: string, label?: EditorWord): LayoutItem =>
  label === undefined ? { kind: 'field', key } : { kind: 'field', key, label };

export const check = (key: string, under?: readonly LayoutItem[]): LayoutItem =>
  under === undefined ? { kind: 'check', key } : { kind: 'check', key, under };

export const columns = (...parts: readonly (readonly LayoutItem[])[]): LayoutItem => ({
  kind: 'columns',
  columns: parts,
});

/** A field as wide as others that stand in two columns. */
export const half = (item: LayoutItem): LayoutItem => columns([item], []);

export const section = (heading: EditorWord, items: readonly LayoutItem[]): LayoutItem => ({
  kind: 'section',
  heading,
  items,
});

export const choice = (
  key: string,
  label: EditorWord,
  under?: Readonly<Record<string, readonly LayoutItem[]>>,
): LayoutItem => (under === undefined ? { kind: 'choice', key, label } : { kind: 'choice', key, label, under });

export const account = (user: string, password: string): LayoutItem => ({ kind: 'account', user, password });

export const part = (name: PartName, keys: readonly string[]): LayoutItem => ({ kind: 'part', part: name, keys });

export const note = (text: EditorWord): LayoutItem => ({ kind: 'note', text });

/** What every step and group begins with. */
export const nameAndDescription: LayoutItem = columns([field('name')], [field('description')]);

/** So many fields fill the pane of a window of usual height. */
const fieldsInView = 9;

/** The items of a page that are seen without scrolling, those of a section that is cut among them (UI-821). */
export function beginningOf(items: readonly LayoutItem[], most = fieldsInView): readonly LayoutItem[] {
  const beginning: LayoutItem[] = [];
  let left = most;
  for (const item of items) {
    if (left <= 0) break;
    const isLong = item.kind === 'section' && keysOf([item]).length > left;
    beginning.push(isLong ? { ...item, items: beginningOf(item.items, left) } : item);
    left -= Math.max(1, keysOf([item]).length);
  }
  return beginning;
}

/** The keys that items of a page show, in their order. */
export function keysOf(items: readonly LayoutItem[]): string[] {
  return items.flatMap((item) => {
    switch (item.kind) {
      case 'field':
        return [item.key];
      case 'check':
        return [item.key, ...keysOf(item.under ?? [])];
      case 'choice':
        return [item.key, ...Object.values(item.under ?? {}).flatMap(keysOf)];
      case 'account':
        return [item.user, item.password];
      case 'columns':
        return item.columns.flatMap(keysOf);
      case 'section':
        return keysOf(item.items);
      case 'part':
        return [...item.keys];
      case 'note':
        return [];
    }
  });
}
