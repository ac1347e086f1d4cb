import { findVariable } from '#shared/model/variable';
import { hidesItsValue, shownValueProperty } from '#shared/steps/secrets';
import type { StepDescription } from '#shared/steps/step-description';
import type { WrittenVariable } from './dialect.ts';

/** An argument of a template that stands there with or without a value: ` /name:{Property}`. */
const argument = /( \/\w+:)\{(\w+)\}(?=\s|$)/g;

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
  const isWritten = (name: string, property: string): boolean => {
    if (present === null || read(property) !== '') return true;
    const stands = present.toLowerCase().split(/\s+/).filter((part) => part.startsWith(name.trim().toLowerCase()));
    return booleans.has(property) ? stands.some((part) => part.endsWith(':')) : stands.length > 0;
  };
  const written = description.action.replace(argument, (whole, name: string, property: string, at: number) => {
    const isFirst = description.action?.indexOf(' ') === at;
    return isFirst || isWritten(name, property) ? whole : '';
  });
  const optional = written.replace(/\[([^[\]]*)\]/g, (_whole, part: string) => {
    const names = [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    return names.length > 0 && names.every((name) => read(name) !== '') ? part : '';
  });
  return optional.replace(/\{(\w+)\}/g, (_whole, name: string) => value(name));
}
