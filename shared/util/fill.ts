/** Fills `{name}` in a sentence. A name without a value stays as it is, so that a missing detail is seen, not hidden. */
export function fill(sentence: string, values: Readonly<Record<string, string | number | boolean>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? whole : String(value);
  });
}
