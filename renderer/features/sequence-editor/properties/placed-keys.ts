import { isTrueText } from '#shared/model/variable';
import type { StepDescription } from '#shared/steps/step-description';
import { holds, type ReadProperty } from './field-rules.ts';
import type { LayoutItem } from './layout.ts';

/** Where a property stands on its page. */
export interface PlacedKey {
  /** It belongs to a choice or a checkbox that is not chosen: it does not count as things stand. */
  readonly isOff: boolean;
  /** A part of the page shows it and says itself what is wrong. */
  readonly isInPart: boolean;
}

/** The properties of a page by their keys, as `Under` finds them while the page is drawn. */
export function placeKeys(
  items: readonly LayoutItem[],
  description: StepDescription,
  read: ReadProperty,
): ReadonlyMap<string, PlacedKey> {
  const placed = new Map<string, PlacedKey>();
  const put = (key: string, isOff: boolean, isInPart = false) => placed.set(key, { isOff, isInPart });
  const isChosen = (key: string, value: string): boolean => {
    const isBool = description.properties.find((one) => one.key === key)?.kind === 'bool';
    return isBool ? String(isTrueText(read(key))) === value : holds(`${key}=${value}`, read);
  };
  const walk = (list: readonly LayoutItem[], isOff: boolean): void => {
    for (const item of list) {
      switch (item.kind) {
        case 'field':
          put(item.key, isOff);
          break;
        case 'check':
          put(item.key, isOff);
          walk(item.under ?? [], isOff || !isTrueText(read(item.key)));
          break;
        case 'choice':
          put(item.key, isOff);
          for (const [value, under] of Object.entries(item.under ?? {}))
            walk(under, isOff || !isChosen(item.key, value));
          break;
        case 'account':
          put(item.user, isOff);
          put(item.password, isOff);
          break;
        case 'columns':
          for (const column of item.columns) walk(column, isOff);
          break;
        case 'section':
          walk(item.items, isOff);
          break;
        case 'part':
          for (const key of item.keys) put(key, isOff, true);
          break;
        case 'note':
          break;
      }
    }
  };
  walk(items, false);
  return placed;
}
