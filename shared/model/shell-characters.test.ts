import { expect, it } from 'vitest';
import { hasShellCharacters } from './shell-characters.ts';

it.each([
  'a & calc',
  'x; rm -rf ~',
  '$(id)',
  '`id`',
  'a|b',
  '"',
  "it's",
  '%PATH%',
  'a^b',
  '<f',
  '!a!',
  'two\nlines',
  'C:\\x',
])('[ENG-162] %j acts in a shell', (value) => expect(hasShellCharacters(value)).toBe(true));

it.each(['', 'NEW-PC', 'Anna Müller', '10.0.0.1', 'a/b,c=d@e+f_g-h'])('[ENG-162] %j is only a value', (value) =>
  expect(hasShellCharacters(value)).toBe(false),
);
