import { expect, it } from 'vitest';
import { systemOfFacts } from '../model/device.ts';
import { facts } from './en/facts.ts';
import { factName, factValue } from './fact-words.ts';

it('[UI-423] a fact of ours is said by its code, also where an earlier version stored it in English', () => {
  for (const [code, english] of Object.entries(facts.name).filter(([one]) => one !== 'disk')) {
    const key = { say: `facts:name.${code}` };
    expect([code, factName(code), factName(english)]).toEqual([code, key, key]);
  }
  const disk = { say: 'facts:name.disk', values: { number: '0' } };
  expect([factName('disk-0'), factName('Disk 0')]).toEqual([disk, disk]);
  expect([factValue('battery', 'yes'), factValue('Battery', 'Yes')]).toEqual(
    Array(2).fill({ say: 'facts:battery.yes' }),
  );
  expect(factValue('Computer type', 'Enterprise server')).toEqual({ say: 'facts:computer-type.enterprise-server' });
});

it('[UI-423] names and values that are not ours stay as they are, and both ways of writing are found', () => {
  expect([factName('Room'), factName('Disk tray'), factValue('Room', 'Yes'), factValue('battery', '80 %')]).toEqual([
    ...['Room', 'Disk tray', 'Yes', '80 %'],
  ]);
  expect([systemOfFacts({ 'operating-system': 'A' }), systemOfFacts({ 'Operating system': 'A' })]).toEqual(['A', 'A']);
});
