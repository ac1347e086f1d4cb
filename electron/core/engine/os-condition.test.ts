import { describe, expect, it } from 'vitest';
import type { ConditionNode } from '#shared/model/condition';
import { readOsVersion } from '#shared/model/os-version';
import type { Registry, RegistryValue } from '../ports/registry.ts';
import { inEnglish } from '../ports/fakes/english.ts';
import { evaluateCondition, type ConditionWorld, type DeviceEntry } from './conditions.ts';
import { createSystemLookup, type DeviceSystem, systemOfDeviceFacts } from './device-system.ts';
import { expression } from './fakes/model.ts';

const nothing: DeviceEntry = { kind: 'nothing', modifiedAt: 0, version: () => null };
const world = (system?: DeviceSystem): ConditionWorld => ({
  variable: () => undefined,
  expand: (text) => text,
  entry: () => nothing,
  system: system === undefined ? undefined : () => system,
});
const asks = (Version: string, Operator: string, Architecture = '') =>
  expression('operatingSystem', { Architecture, Version, Operator });
const holds = (node: ConditionNode, system?: DeviceSystem) =>
  evaluateCondition({ children: [node] }, world(system)).holds;
const ten: DeviceSystem = { version: '10.0.19045.4170', architecture: 'X64' };

describe('conditions on the operating system', () => {
  it.each([
    ['6.10.7601.1', { major: 6, minor: 1, build: 7601, servicePack: 1 }],
    ['10.00.10240.0', { major: 10, minor: 0, build: 10_240, servicePack: 0 }],
    ['6.3.9600', { major: 6, minor: 3, build: 9600, servicePack: 0 }],
    ['Windows 7', undefined],
  ])('[ENG-164] %s is read as the field means it', (text, expected) => {
    expect(readOsVersion(text)).toEqual(expected);
  });

  it.each([
    ['6.10.7601.1', 'greaterEqual', 'X64', true],
    ['6.10.7601.1', 'less', 'X64', false],
    ['6.10.7601.1', 'greaterEqual', 'X86', false],
    ['10.00.19045.0', 'equals', '', true],
    ['10.00.19045.0', 'notEquals', 'x64', false],
    ['10.00.22000.0', 'less', 'x64', true],
  ])('[ENG-164] %s %s %s is %s on Windows 10', (version, operator, architecture, expected) => {
    expect(holds(asks(version, operator, architecture), ten)).toBe(expected);
  });

  it('[ENG-164] what is not known is unknown, with the way out, and a run of before goes on as it began', () => {
    const unknown = evaluateCondition({ children: [asks('6.10.7601.1', 'equals')] }, world());
    expect([unknown.holds, JSON.stringify(inEnglish(unknown.problems))]).toEqual([
      false,
      expect.stringContaining('“OS version”'),
    ]);
    expect(holds(asks('6.10.7601.1', 'equals', 'X64'), { version: '6.1.7601', architecture: null })).toBe(false);
    const before = new Set(['conditions-of-three-values'] as const);
    expect(evaluateCondition({ children: [asks('6.10.7601.1', 'greaterEqual')] }, world(ten), before).holds).toBe(
      false,
    );
  });

  it('[ENG-164] platforms hold by architecture and versions from and to', () => {
    const group = (arch: string, minVer: string, maxVer: string): ConditionNode => ({
      ...{ kind: 'osConditionGroup', key: null, operator: 'or' },
      platforms: [
        {
          ...{ name: 'It', operator: 'and', expressions: [] },
          platform: Object.entries({ arch, minVer, maxVer }).map(([name, value]) => ({ name, value })),
        },
      ],
    });
    expect(holds(group('x64', '10.00.0000.0', '10.00.99999.9999'), ten)).toBe(true);
    expect(holds(group('x64', '10.00.22000.0', '10.00.99999.9999'), ten)).toBe(false);
    expect(holds(group('X86', '10.00.0000.0', '10.00.99999.9999'), ten)).toBe(false);
    expect(holds(group('x64', '', ''), ten)).toBe(false);
  });

  it('[ENG-164] the Windows of a device is that of its registry, else of its files, else of its facts', () => {
    const values: Record<string, RegistryValue> = {
      CurrentMajorVersionNumber: { kind: 'number', number: 10 },
      CurrentBuild: { kind: 'text', text: '26100' },
      PROCESSOR_ARCHITECTURE: { kind: 'text', text: 'AMD64' },
    };
    const registry = { value: (_key: string, name: string) => values[name] ?? null } as unknown as Registry;
    const entry: ConditionWorld['entry'] = (path) => {
      if (path.endsWith('ntoskrnl.exe')) return { kind: 'file', modifiedAt: 0, version: () => '6.1.7601.17514' };
      return path.endsWith('SysWOW64') ? { kind: 'folder', modifiedAt: 0, version: () => null } : nothing;
    };
    const facts = systemOfDeviceFacts({ 'OS version': 'Windows 10.0.19045', Architecture: '32-bit' });
    expect([
      createSystemLookup(facts, registry, entry)(),
      createSystemLookup(facts, null, entry)(),
      createSystemLookup(facts, null, () => nothing)(),
      createSystemLookup(undefined, null, () => nothing)(),
    ]).toEqual([
      { version: '10.0.26100', architecture: 'X64' },
      { version: '6.1.7601.17514', architecture: 'X64' },
      { version: '10.0.19045', architecture: 'X86' },
      { version: null, architecture: null },
    ]);
  });
});
