/** Fills a text of `shared/text`, as the console does: `{{name}}`, and `{{count, number}}` with separators. */
export function words(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)(, number)?\}\}/g, (all, name: string, isNumber: string | undefined) => {
    const value = values[name];
    if (value === undefined) return all;
    return isNumber !== undefined && typeof value === 'number'
      ? new Intl.NumberFormat('en').format(value)
      : String(value);
  });
}

/** Matches a text of `shared/text` whatever fills its places. */
export function anyWords(text: string): RegExp {
  const parts = text.split(/\{\{[^}]+\}\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
