import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Edit } from '#shared/model/edit';
import { findVariable } from '#shared/model/variable';
import { layOutDisk } from '#shared/steps/tables/disk-layout';
import {
  addPartition,
  gptBootAfter,
  isBare,
  type Partition,
  partitionShape,
  readPartition,
  styleOf,
  writePartition,
} from '#shared/steps/tables/partitions';
import { useShell } from '../../../../app/shell-context.tsx';
import { CutText } from '../../../../components/cut-text.tsx';
import { type EditorText, useWords } from '../../use-words.ts';
import { writeBool } from '../field-rules.ts';
import type { StepPart } from '../step-part.ts';
import { DiskBar } from './disk-bar.tsx';
import { partitionName, partitionProblemWords, rowsOf, sizeWords, typeWords } from './partition-words.ts';
import type { RowColumn } from './row-table.tsx';
import { TablePart } from './table-part.tsx';
import { type TableKind, useStepTable } from './use-step-table.ts';

const partitionKind: TableKind<Partition> = {
  shape: partitionShape,
  area: 'partition',
  read: readPartition,
  add: addPartition,
  write: writePartition,
  nameOf: partitionName,
  follow: (node, before, after, writing): readonly Edit[] => {
    const isBoot = gptBootAfter(before, after, styleOf(node.variables), writing);
    const old = findVariable(node.variables, 'GPTBootDisk')?.value;
    if (isBoot === null) return [];
    return [{ kind: 'setVariable', id: node.id, property: 'GPTBootDisk', value: writeBool(isBoot, old) }];
  },
};

function formatOf(words: EditorText, { type, fileSystem, isQuick }: Partition): string {
  if (isBare(type)) return words('partitions.notFormatted');
  if (fileSystem === '') return words('partitions.raw');
  return isQuick ? words('partitions.quick', { fileSystem }) : fileSystem;
}

function columnsOf(words: EditorText): readonly RowColumn<Partition>[] {
  return [
    {
      key: 'name',
      label: words('partitions.name'),
      show: ({ name }) =>
        name === '' ? <span className="ws-muted">{words('partitions.unnamed')}</span> : <CutText>{name}</CutText>,
    },
    { key: 'type', label: words('partitions.type'), show: ({ type }) => typeWords(words, type) },
    { key: 'size', label: words('partitions.size'), show: (one) => sizeWords(words, one) },
    { key: 'format', label: words('partitions.format'), show: (one) => formatOf(words, one) },
    {
      key: 'boot',
      label: words('partitions.boot'),
      show: ({ isBoot }) => (isBoot ? words('partitions.isBoot') : ''),
    },
    {
      key: 'letter',
      label: words('partitions.letter'),
      isMono: true,
      show: ({ variable, hasLetter }) => (
        <>
          {variable}
          {hasLetter ? null : <span className="ws-muted se-row-aside">{words('partitions.noLetter')}</span>}
        </>
      ),
    },
  ];
}

/** The partitions of a disk in the order in which they are made, and a picture of the disk that they give. */
export function PartitionPart({ part }: { readonly part: StepPart }) {
  const words = useWords();
  const shell = useShell();
  const { node } = part;
  const model = useStepTable(node, partitionKind);
  const gigabytes = useStore(shell.settings.store, ({ settings }) => settings.assumedDiskGb);
  const style = styleOf(node.variables);
  const { rows } = model;
  const diskMb = gigabytes * 1024;
  const layout = useMemo(() => layOutDisk(rows, diskMb, style), [rows, diskMb, style]);
  const { format } = shell;
  const given = useMemo(() => ({ words, format, diskMb }), [words, format, diskMb]);
  const columns = useMemo(() => columnsOf(words), [words]);
  const warnings = useMemo(
    () => layout.problems.map((one) => ({ rows: rowsOf(one), say: () => partitionProblemWords(given, rows, one) })),
    [layout, given, rows],
  );
  const ask = (partition: Partition | null, at: number | null) => {
    const taken = rows.flatMap(({ variable }, row) => (row === at || variable === '' ? [] : [variable]));
    return shell.dialogs.ask('editor.partition', { partition, style, taken });
  };
  return (
    <TablePart
      label={words('partitions.label')}
      model={model}
      columns={columns}
      empty={words('partitions.none')}
      warnings={warnings}
      ask={ask}
    >
      {rows.length === 0 ? null : (
        <DiskBar
          {...{ layout, given, gigabytes, partitions: rows }}
          selected={model.selected}
          onSelect={model.select}
        />
      )}
    </TablePart>
  );
}
