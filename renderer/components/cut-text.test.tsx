// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { CutText } from './cut-text.tsx';
import { middleCut } from './middle-cut.ts';

afterEach(cleanup);

describe('a long name', () => {
  it('[UI-530] keeps its end: the last part of a path, else the last letters', () => {
    const cut = (text: string) => [middleCut(text).head, middleCut(text).tail];
    expect([
      cut('C:\\Users\\anna.kovacs\\Desktop\\desktop.ini'),
      cut('/srv/smp/1669a41f-306e'),
      cut('Replace computer: capture from the old one'),
      cut('C:\\Users\\a\\a file whose own name is longer than it may be.docx'),
      cut('OLD-PC'),
      cut('Shared profile'),
      cut('/srv/the folder itself/'),
    ]).toEqual([
      ['C:\\Users\\anna.kovacs\\Desktop', '\\desktop.ini'],
      ['/srv/smp', '/1669a41f-306e'],
      ['Replace computer: capture from t', 'he old one'],
      ['C:\\Users\\a\\a file whose own name is longer than it m', 'ay be.docx'],
      ['OLD-PC', ''],
      ['Shared ', 'profile'],
      ['/srv', '/the folder itself/'],
    ]);
  });

  it('[UI-530] is never cut inside of a letter, whatever it is made of', () => {
    const family = '👨‍👩‍👧';
    const { head, tail } = middleCut(`${family.repeat(12)}e\u0301`);
    expect([head, tail]).toEqual([family.repeat(7), `${family.repeat(5)}e\u0301`]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const parts = middleCut(text);
        expect(parts.head + parts.tail).toBe(text);
        expect([parts.head, parts.tail].every((part) => part.isWellFormed())).toBe(true);
      }),
    );
  });

  it('[UI-530] of letters that join is cut between words only', () => {
    expect(middleCut('نسخة احتياطية للملفات القديمة')).toEqual({
      head: 'نسخة احتياطية',
      tail: ' للملفات القديمة',
      isRightToLeft: true,
    });
  });

  it('[UI-530] is in the page whole and once, whole on hover, and drawn in two parts that readers do not hear', () => {
    const name = 'C:\\Users\\anna.kovacs\\Desktop\\desktop.ini';
    render(<CutText>{name}</CutText>);
    const cut = screen.getByTitle(name);
    expect(cut.textContent).toBe(name);
    const drawn = cut.querySelector('[aria-hidden]');
    expect([drawn?.getAttribute('data-head'), drawn?.getAttribute('data-tail')]).toEqual([
      'C:\\Users\\anna.kovacs\\Desktop',
      '\\desktop.ini',
    ]);
  });

  it('[UI-530] shows control characters in both parts', () => {
    render(<CutText>{'invoice\u202egnp.exe of somebody\u001b[2J'}</CutText>);
    const drawn = document.querySelector('.ws-cut-drawn');
    expect([drawn?.getAttribute('data-head'), drawn?.getAttribute('data-tail')]).toEqual([
      String.raw`invoice\u202Egnp.exe of somebody`,
      String.raw`\x1B[2J`,
    ]);
  });
});
