/**
 * The place of the first text that is half of a character (a lone surrogate): neither UTF-8 nor XML can hold it, so it
 * would be stored as something else than was acknowledged. Undefined when every text is whole. Keys of records count too.
 */
export function findBrokenText(value: unknown): string | undefined {
  const waiting: { readonly at: unknown; readonly path: string }[] = [{ at: value, path: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { at, path } = next;
    if (typeof at === 'string' && !at.isWellFormed()) return path;
    if (typeof at !== 'object' || at === null) continue;
    for (const [key, below] of Object.entries(at)) {
      const place = path === '' ? key : `${path}.${key}`;
      if (!key.isWellFormed()) return place.toWellFormed();
      waiting.push({ at: below, path: place });
    }
  }
  return undefined;
}

/**
 * The place of a key that JavaScript takes for something else than a key: a record drops it, so that what was acknowledged
 * would not be kept (HOST-286). Undefined when there is none.
 */
export function findLostKey(value: unknown): string | undefined {
  const waiting: { readonly at: unknown; readonly path: string }[] = [{ at: value, path: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { at, path } = next;
    if (typeof at !== 'object' || at === null) continue;
    for (const [key, below] of Object.entries(at)) {
      const place = path === '' ? key : `${path}.${key}`;
      if (key === '__proto__') return place;
      waiting.push({ at: below, path: place });
    }
  }
  return undefined;
}
