import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkCodes, checkValue } from './value-checks.ts';
import { firstBadPart, listDrives, splitList } from './value-forms.ts';

const codes = fc.array(fc.integer({ min: -99_999, max: 99_999 }), { minLength: 1, maxLength: 8 });

it('[UI-725] whole numbers with blanks are codes; the first that is none is named with its place', () => {
  fc.assert(
    fc.property(codes, codes, fc.constantFrom('x', '3o10', '1.5', '--1'), (before, after, wrong) => {
      expect(checkCodes(before.join(' '))).toBeNull();
      const found = checkCodes([...before, wrong, ...after].join(' '));
      expect([found?.part, found?.place]).toEqual([wrong, before.length + 1]);
    }),
  );
});

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 _-]{0,11}$/);

it('[UI-725] a path of units and domains has its form; whatever stands in it without a kind is named', () => {
  fc.assert(
    fc.property(
      fc.array(name, { maxLength: 4 }),
      fc.array(name, { minLength: 1, maxLength: 3 }),
      name,
      (ou, dc, odd) => {
        const units = ou.map((one) => `OU=${one}`);
        const domains = dc.map((one) => `DC=${one}`);
        expect(firstBadPart([...units, ...domains].join(','))).toBeNull();
        const found = firstBadPart([...units, odd, ...domains].join(','));
        expect(found).toEqual({ part: odd.trim(), place: units.length + 1 });
        if (units.length > 0) expect(firstBadPart([...domains, ...units].join(','))?.place).toBe(1);
      },
    ),
  );
});

it.each([
  ['OU=Labs\\, West,DC=lab', null],
  ['OU="Labs, West",DC=lab', null],
  ['OU="Labs \\", West",DC=lab', null],
  ['OU=Labs\\\\,DC=lab', null],
  ['OU=Labs\\\\,West,DC=lab', 2],
])('[UI-725] a comma that belongs to a name parts nothing: %s', (path, place) => {
  expect(firstBadPart(path)?.place ?? null).toBe(place);
});

it('[UI-725] a key in small letters is a key', () => {
  const rule = { format: 'productKey', pattern: '^([A-Z0-9]{5}-){4}[A-Z0-9]{5}$' };
  const key = { kind: 'string', default: null, constraint: rule } as const;
  expect(checkValue(key, 'aaaaa-bbbbb-ccccc-ddddd-1eeee', false)).toBeNull();
  expect(checkValue(key, 'aaaaa-bbbbb-ccccc-ddddd', false)?.key).toBe('productKey');
});

it('[UI-725] no value of any kind breaks a check, and what has a variable in it is left to the run', () => {
  const kinds = ['version', 'lcid', 'drive', 'account', 'path', 'intList', 'int', 'string'] as const;
  const format = fc.constantFrom(undefined, 'n.nn.nnnn.nnnn', '\\\\server\\share\\file.wim', 'LDAP://OU=...,DC=...');
  fc.assert(
    fc.property(fc.constantFrom(...kinds), format, fc.string(), (kind, form, value) => {
      const constraint = form === undefined ? {} : { format: form };
      const check = (text: string) => checkValue({ kind, default: null, constraint }, text, false);
      const found = check(value);
      if (found !== null) expect(found.key).not.toBe('');
      if (kind !== 'int' && kind !== 'intList') expect(check(`%Own%${value}`)).toBeNull();
    }),
  );
});

it('[UI-724] the letters of a drive are those of its description', () => {
  expect(listDrives({ allowed: 'D:-G:', notAllowed: ['F:'] })).toEqual(['D:', 'E:', 'G:']);
  expect(listDrives({})).toHaveLength(24);
});

it('[UI-730] a list that was written is read back', () => {
  const item = fc.stringMatching(/^[a-z0-9.{}-]{1,20}$/);
  fc.assert(
    fc.property(fc.array(item), (items) => {
      expect(splitList(items.join(','))).toEqual(items);
    }),
  );
});
