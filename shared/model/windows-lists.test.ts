import { expect, it } from 'vitest';
import { windowsLanguages } from './windows-languages.ts';
import { offsetText, windowsTimeZones } from './windows-time-zones.ts';

/** Minutes east of UTC that a place has now at one of the two solstices: standard time is the smaller of them. */
function offsetAt(place: string, month: string): number {
  const format = new Intl.DateTimeFormat('en', { timeZone: place, timeZoneName: 'longOffset' });
  const text = format.formatToParts(new Date(`2025-${month}-15T12:00:00Z`)).find((one) => one.type === 'timeZoneName');
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text?.value ?? '') ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Places whose rules changed so late, or are so odd, that the data of the runtime and Windows may disagree. */
const unsteady = new Set(['Morocco Standard Time', 'Paraguay Standard Time', 'South Sudan Standard Time']);

it('[STEP-25] time zones have one name each, stand from west to east, and have the standard time of their place', () => {
  const names = windowsTimeZones.map((one) => one.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(135);
  const offsets = windowsTimeZones.map((one) => one.offsetMinutes);
  expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  for (const { name, offsetMinutes, place } of windowsTimeZones) {
    if (place === '' || unsteady.has(name)) continue;
    expect.soft([name, Math.min(offsetAt(place, '01'), offsetAt(place, '07'))]).toEqual([name, offsetMinutes]);
  }
});

it('[STEP-25] a zone is found by the towns and regions that Windows names beside it, and at least by its own town', () => {
  const regionsOf = (name: string) => windowsTimeZones.find((one) => one.name === name)?.regions;
  expect(regionsOf('W. Europe Standard Time')).toContain('Vienna');
  expect(regionsOf('Eastern Standard Time')).toContain('Eastern Time');
  expect(regionsOf('Fiji Standard Time')).toBe('Fiji');
  expect(windowsTimeZones.filter(({ place, regions }) => (place === '') !== (regions === ''))).toEqual([]);
});

it('[STEP-25] an offset is written with its sign in hours and minutes', () => {
  expect([0, 330, -570, 765].map(offsetText)).toEqual(['UTC', 'UTC+05:30', 'UTC-09:30', 'UTC+12:45']);
});

it('[STEP-25] languages have one number and one name each, which are those of a language', () => {
  const { length } = windowsLanguages;
  expect(new Set(windowsLanguages.map((one) => one.lcid)).size).toBe(length);
  expect(new Set(windowsLanguages.map((one) => one.tag)).size).toBe(length);
  const known = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  for (const { lcid, tag } of windowsLanguages) {
    expect.soft([tag, Intl.getCanonicalLocales(tag).length]).toEqual([tag, 1]);
    expect.soft([tag, known.of(tag.split('-')[0] ?? '') !== undefined]).toEqual([tag, true]);
    // The lower ten bits are the language, so none is a bare number.
    expect.soft([tag, lcid > 1024]).toEqual([tag, true]);
  }
});

it.each([
  [9242, 'sr-Latn-RS'],
  [1068, 'az-Latn-AZ'],
  [5146, 'bs-Latn-BA'],
  [2051, 'ca-ES-valencia'],
  [3082, 'es-ES'],
])('[STEP-25] languages with a script or a variant are among them: %i %s', (lcid, tag) => {
  expect(windowsLanguages).toContainEqual({ lcid, tag });
});
