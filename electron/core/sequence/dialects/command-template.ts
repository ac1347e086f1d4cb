import { findVariable } from '#shared/model/variable';
import { hidesItsValue, shownValueProperty } from '#shared/steps/secrets';
import type { StepDescription } from '#shared/steps/step-description';
import type { WrittenVariable } from './dialect.ts';

/** The command of a step from its description's template; booleans are capitalised as the field does (formats 2.2). */
export function fillTemplate(description: StepDescription, variables: readonly WrittenVariable[]): string | null {
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
  const optional = description.action.replace(/\[([^[\]]*)\]/g, (_whole, part: string) => {
    const names = [...part.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    return names.length > 0 && names.every((name) => read(name) !== '') ? part : '';
  });
  return optional.replace(/\{(\w+)\}/g, (_whole, name: string) => value(name));
}
