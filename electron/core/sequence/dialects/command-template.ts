import { findVariable } from '#shared/model/variable';
import { hidesItsValue, shownValueProperty } from '#shared/steps/secrets';
import type { StepDescription } from '#shared/steps/step-description';
import type { WrittenVariable } from './dialect.ts';

/** An argument of a template that stands there with or without a value: ` /name:{Property}`. */
const argument = /( \/\w+:)\{(\w+)\}(?=\s|$)/g;

/**
 * Whether an argument stands in a command although it has no value. One that belongs to a choice of the page (a program
 * or a list of them) is written without a value where the other was chosen; the others only where the file has them so.
 */
function standsEmpty(description: StepDescription, property: string, name: string, present: string): boolean {
  const known = description.properties.find((one) => one.xml?.property === property);
  const isOfChoice = known?.default === null || known?.constraint?.requiredWhen !== undefined;
  const parts = present.toLowerCase().split(/\s+/);
  const wanted = name.toLowerCase();
  return parts.some((part) => (isOfChoice ? part.startsWith(wanted) : part === wanted));
}

/**
 * The command of a step from its description's template; booleans are capitalised as the field does (formats 2.2).
 * `present` is the command that stands there: an argument without a value that it does not have is not written either,
 * but for the first one, by which a program knows what is asked of it (XFER-102).
 */
export function fillTemplate(
  description: StepDescription,
  variables: readonly WrittenVariable[],
  present: string | null,
): string | null {
  if (description.action === null) return null;
  const read = (property: string): string => findVariable(variables, property)?.value ?? '';
  const isHiding = hidesItsValue(variables);
  const booleans = new Set(description.properties.filter((one) => one.kind === 'bool').map((one) => one.xml?.property));
  const value = (property: string): string => {
    if (property === shownValueProperty && isHiding) return '';
    const text = read(property);
    if (property === 'CommandLine') return text.replaceAll('%%', '%');
    if (!booleans.has(property)) return text;
    return text === 'true' ? 'True' : text === 'false' ? 'False' : text;
  };
  const first = description.action.indexOf(' ');
  const written = description.action.replace(argument, (whole, name: string, property: string, at: number) => {
    const stays = present === null || at === first || read(property) !== '';
    return stays || standsEmpty(description, property, name.trim(), present) ? whole : '';
  });
  const optional = written.replace(/\[([^[\]]*)\]/g, (_whole, part: string) => {
    const names = [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    return names.length > 0 && names.every((name) => read(name) !== '') ? part : '';
  });
  return optional.replace(/\{(\w+)\}/g, (_whole, name: string) => value(name));
}
