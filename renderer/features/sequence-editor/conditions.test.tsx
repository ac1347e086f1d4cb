// @vitest-environment jsdom
import { cleanup, configure, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeGroup, fakeStep, type Nodes } from './fakes/fake-nodes.ts';
import { giveSizes, openFake, type OpenedEditor, row } from './fakes/open-fake.tsx';
import { writeVariableTest } from './options/condition-edit.ts';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

const commandLine = 'SMS_TaskSequence_RunCommandLineAction';
const test = (variable: string) => writeVariableTest({ variable, operator: 'equals', value: '1' }, null);

const nodes = (): Nodes => [
  fakeGroup('Capture', [fakeStep('Say hello', commandLine, { condition: { children: [test('A'), test('B')] } })]),
  fakeStep('Last', commandLine, { condition: { children: [test('C')] } }),
];

describe('conditions on the page', () => {
  let opened: OpenedEditor | null = null;
  beforeEach(giveSizes);
  afterEach(() => {
    opened?.stop();
    cleanup();
  });

  it('[UI-129] a row shows how many conditions it has', async () => {
    opened = await openFake('edit', null, nodes);
    expect(row(/Say hello/).querySelector('[aria-label="2 conditions"]')?.textContent).toBe('2');
    expect(screen.getByRole('treeitem', { name: /Last.*1 condition/ })).toBeTruthy();
    expect(row(/Capture/).querySelector('.se-brand')).toBeNull();
  });
});
