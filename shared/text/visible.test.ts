/* eslint-disable no-control-regex -- control characters are what is looked for */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { showControls, showControlsInJson, showControlsInLines } from './visible.ts';

it('[CON-50] control characters of a name are shown as such', () => {
  expect(showControls('a\u001b[2Jb\u009b31m\u202egnp.exe\u2066\r\n\u0007\u007f')).toBe(
    String.raw`a\x1B[2Jb\x9B31m\u202Egnp.exe\u2066\x0D\x0A\x07\x7F`,
  );
  expect(showControls('\ud83d half')).toBe(String.raw`\uD83D half`);
});

it('[CON-50] what has no width is shown where no script needs it', () => {
  expect(showControls('pay\u200bload\u200d.exe\ufeff')).toBe(String.raw`pay\u200Bload\u200D.exe\uFEFF`);
  expect(showControls('soft\u00adhyphen \u2060\u034f\u3164')).toBe(String.raw`soft\xADhyphen \u2060\u034F\u3164`);
  expect(showControls('a\ufe0f\ufe0f\u{e0041}')).toBe(String.raw`a\uFE0F\uFE0F\u{` + 'E0041}');
  expect(showControls('\u200c\u200d x')).toBe(String.raw`\u200C\u200D x`);
  expect(showControls('می\u200c\u200cخواهم')).toBe(`می\u200c${String.raw`\u200C`}خواهم`);
});

it('[CON-50] names of every script stay as they are', () => {
  for (const name of [
    'Übung',
    '日本語',
    'می‌خواهم',
    '👨‍👩‍👧',
    'שלום',
    'a\u00a0b',
    'café',
    'क्‍ष',
    '❤️',
    '1️⃣',
    '👩🏽‍💻',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '葛󠄀',
  ])
    expect(showControls(name)).toBe(name);
});

it('[CON-50] lines keep their breaks, and JSON its values', () => {
  expect(showControlsInLines('a\tb\n\u001bc')).toBe('a\tb\n\\x1Bc');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = JSON.stringify({ text }, null, 2);
      const said = showControlsInJson(json);
      expect(JSON.parse(said)).toEqual({ text });
      expect(said).not.toMatch(/[\u001b\u0080-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(showControls(text)).not.toMatch(/[\u0000-\u001f\u0080-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});
