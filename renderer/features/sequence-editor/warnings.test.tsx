// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeQueryTest } from '#shared/model/conditions/query-condition';
import { fakeGroup, fakeStep, type Nodes } from './fakes/fake-nodes.ts';
import { giveSizes, openFake, type OpenedEditor, press, row } from './fakes/open-fake.tsx';

configure({ asyncUtilTimeout: 10_000 });

const variable = (property: string, value: string) => ({ name: property, property, hidden: false, value });
const query = (text: string) => writeQueryTest({ kind: 'query', namespace: 'root\\cimv2', query: text }, null);
const wrong = { offset: 6, length: 0, say: { say: 'reasons:value-needed' } };

const nodes = (): Nodes => [
  fakeGroup('All', [
    fakeStep('Partition', 'SMS_TaskSequence_PartitionDiskAction', {
      variables: [
        variable('Partitions', '1'),
        variable('Partitions0Type', 'PRIMARY'),
        variable('Partitions0Size', '200'),
        variable('Partitions0SizeUnits', 'GB'),
      ],
    }),
    fakeStep('Asks', 'SMS_TaskSequence_RebootAction', { condition: { children: [query('SELECT'), query('SELECT')] } }),
  ]),
  fakeStep('Asks too', 'SMS_TaskSequence_RebootAction', { condition: { children: [query('SELECT')] } }),
  fakeStep('Limits', 'SMS_TaskSequence_DisableBitLockerAction', { variables: [variable('RebootCount', '99999')] }),
];

describe('what pages say is among the problems', () => {
  let opened: OpenedEditor | null = null;
  beforeEach(giveSizes);
  afterEach(() => {
    opened?.stop();
    cleanup();
  });
  const listed = async () =>
    within(await screen.findByRole('table', { name: 'Problems' }))
      .getAllByRole('row')
      .slice(1)
      .map((one) => one.textContent);
  const openPanel = () => act(() => opened?.shell.commands.run('editor.problems') ?? Promise.resolve(false));

  it('[UI-131] [UI-802] [UI-847] errors come first, F8 leads to the conditions, and a text is asked for once', async () => {
    const asked: string[] = [];
    opened = await openFake('edit', null, nodes, undefined, {
      'editor.checkQueries': ({ queries, namespaces }) => {
        asked.push(...queries);
        return { queries: queries.map(() => wrong), namespaces: namespaces.map(() => null) };
      },
    });
    await openPanel();
    await waitFor(async () => expect(await listed()).toHaveLength(4));
    const texts = await listed();
    expect(texts[0]).toMatch(/5 Limits$/);
    expect(texts.slice(1).map((text) => text.replace(/^.*?Condition/, 'Condition'))).toEqual([
      'Condition 1, line 1, character 7: a value is needed3 Asks',
      'Condition 2, line 1, character 7: a value is needed3 Asks',
      'Condition 1, line 1, character 7: a value is needed4 Asks too',
    ]);
    expect(asked).toEqual(['SELECT']);
    await act(async () => void fireEvent.click(row(/Partition/)));
    await press('F8');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Conditions'));
    expect(row(/^3Asks2/).getAttribute('aria-selected')).toBe('true');
    const chosen = () =>
      screen.getByRole('tree', { name: 'Conditions' }).querySelectorAll('[aria-selected="true"]').item(0);
    const place = /line 1, character 7: a value is needed/;
    for (const number of [1, 2]) {
      await waitFor(() => expect(chosen().getAttribute('aria-label')).toMatch(`Condition ${number},`));
      expect(document.activeElement?.getAttribute('aria-label')).toBe('Conditions');
      expect(screen.getByText(place, { selector: 'p' }).textContent).toMatch(`Condition ${number},`);
      await press('F8');
    }
    await waitFor(() => expect(row(/^4Asks too/).getAttribute('aria-selected')).toBe('true'));
    await waitFor(() => expect(chosen().getAttribute('aria-label')).toMatch('Condition 1,'));
  });

  it('[UI-131] F8 leads from one field of a step to the next one of it', async () => {
    opened = await openFake('edit', null, () => [
      fakeStep('Settings', 'SMS_TaskSequence_ApplyWindowsSettingsAction', { variables: [] }),
    ]);
    await act(async () => void fireEvent.click(row(/Settings/)));
    for (const label of ['User name*', 'Organization name*', 'Time zone*', 'User name*']) {
      await press('F8');
      await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(label, { selector: 'input' })));
    }
  });

  it('[UI-801] partitions follow the size of the disk that is assumed', async () => {
    opened = await openFake('edit', null, nodes);
    await openPanel();
    await waitFor(async () => expect(await listed()).toHaveLength(1));
    await act(() => opened?.shell.settings.set({ assumedDiskGb: 128 }) ?? Promise.resolve());
    await waitFor(async () => expect(await listed()).toHaveLength(2));
    expect((await listed())[1]).toMatch(/needs 200 GB|needs 200.0 GB/);
    expect(opened.client.callsOf('editor.nodes')).toHaveLength(1);
  });
});
