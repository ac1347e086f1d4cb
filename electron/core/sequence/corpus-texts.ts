import { variableKey } from '#shared/model/variable';
import { readAttributes } from '../transfer/xml/text.ts';

/** Position of the first difference, or -1. */
export function firstDifference(a: string, b: string): number {
  if (a === b) return -1;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/**
 * Checks with the texts alone, not with patches, that everything before and behind one stretch is the same and that
 * the stretch lies within the texts of the touched elements.
 */
export function differsOnlyWithin(before: string, after: string, touched: string): boolean {
  const start = firstDifference(before, after);
  if (start === -1) return true;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const at = before.indexOf(touched);
  const from = start;
  const to = before.length - end;
  for (let found = at; found !== -1; found = before.indexOf(touched, found + 1)) {
    if (from >= found && to <= found + touched.length) return true;
  }
  return false;
}

/** Lists that follow the use of a value: they are of the whole sequence, not of the step. */
const followingLists = /(?<!\s)\s*<(referenceList|globalVarList)\b[^<>]*(?:\/>|>[\s\S]*?<\/\1>)/g;

/** A text without the lists that the format makes follow an edit (formats 2.2). */
export function withoutFollowing(text: string): string {
  return text.replace(followingLists, '');
}

const action = /<action\b[^<>]*(?:\/>|>[\s\S]*?<\/action>)/;
/** Attributes that repeat a variable, and may have disagreed with it. */
const repeated = / (successCodeList|retryCount|runFromNet)="[^"]*"/g;

/** The text of a step without what follows its variables: the command, and attributes that repeat one. */
export function withoutCommand(text: string): string {
  return text.replace(action, '').replace(repeated, '');
}

const variables = /\s*<variable\b[^<>]*?(?:\/>|>[\s\S]*?<\/variable>)/g;

/** Where MDT has the working folder of a command, which other files have in a variable (XFER-100). */
const startIn = / startIn="[^"]*"/;

/** The text of a step without the value of a key, wherever it stands, and without what follows it. */
export function withoutVariable(text: string, key: string): string {
  const isOther = (element: string): boolean => {
    const open = element.slice(element.indexOf('<'), element.indexOf('>') + 1);
    const attributes = new Map(readAttributes(open).map(({ name, value }) => [name, value]));
    return variableKey({ name: attributes.get('name') ?? '', property: attributes.get('property') ?? null }) !== key;
  };
  const rest = withoutCommand(text).replace(startIn, '');
  return rest.replace(variables, (element) => (isOther(element) ? element : ''));
}
