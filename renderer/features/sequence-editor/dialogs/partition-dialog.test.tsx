// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { newPartition, type Partition } from '#shared/steps/tables/partitions';
import { createTestShell, renderWithShell } from '../../../app/testing.tsx';
import { sequenceEditorFeature } from '../index.tsx';
import { PartitionDialog } from './partition-dialog.tsx';

configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

function show(partition: Partition | null): { readonly made: unknown[] } {
  const made: unknown[] = [];
  renderWithShell(
    <PartitionDialog request={{ partition, style: 'GPT', taken: [] }} close={(one) => void made.push(one)} />,
    createTestShell({}, [sequenceEditorFeature]),
  );
  return { made };
}

const box = (name: string) => screen.getByRole('combobox', { name });
async function choose(name: string, option: string): Promise<void> {
  await act(async () => void fireEvent.click(box(name)));
  await act(async () => void fireEvent.click(await screen.findByRole('option', { name: option })));
}
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole('button', { name })));

describe('a partition that is entered', () => {
  it('[UI-832] as EFI has FAT32, from which Windows starts, and as anything else NTFS again', async () => {
    const { made } = show(null);
    await choose('Partition type', 'EFI');
    expect(box('File system').textContent).toBe('FAT32');
    await choose('Partition type', 'Recovery');
    expect(box('File system').textContent).toBe('NTFS');
    await choose('Partition type', 'EFI');
    await press('Add partition');
    expect(made).toEqual([{ ...newPartition, type: 'EFI', fileSystem: 'FAT32' }]);
  });

  it('[UI-832] as EFI with another file system is warned of, and can be kept', async () => {
    const { made } = show({ ...newPartition, type: 'EFI' });
    expect(screen.getByText(/Windows cannot start by UEFI/)).toBeTruthy();
    await press('Change partition');
    expect(made).toEqual([{ ...newPartition, type: 'EFI' }]);
  });

  it('[UI-832] as MSR shows no file system and has none', async () => {
    const { made } = show(null);
    await choose('Partition type', 'MSR');
    expect(box('File system').textContent).toBe('None');
    await press('Add partition');
    expect(made).toEqual([{ ...newPartition, type: 'MSR', fileSystem: '' }]);
  });
});
