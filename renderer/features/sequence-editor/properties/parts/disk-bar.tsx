import { Warning16Filled } from '@fluentui/react-icons';
import type { DiskLayout, DiskPiece } from '#shared/steps/tables/disk-layout';
import type { Partition } from '#shared/steps/tables/partitions';
import { useShell } from '../../../../app/shell-context.tsx';
import { ChoiceDropdown } from '../../../../components/choice-dropdown.tsx';
import { type EditorText, useWords } from '../../use-words.ts';
import { type DiskWords, diskWords, partitionName, pieceSize, rowsOf, typeWords } from './partition-words.ts';

/** Disks that computers have, in GB. */
const diskSizes = [64, 128, 256, 512, 1024, 2048] as const;

/** In px: a piece with the gap beside it, and what stands around the pieces of an extended partition. */
const leastWidth = 74;
const frameWidth = 14;

function sizeLabel(words: EditorText, gigabytes: number): string {
  if (gigabytes >= 1024 && gigabytes % 1024 === 0) return words('diskBar.terabytes', { size: gigabytes / 1024 });
  return words('diskBar.gigabytes', { size: gigabytes });
}

interface PieceProps {
  readonly piece: DiskPiece;
  readonly given: DiskWords;
  readonly partitions: readonly Partition[];
  /** Rows with something wrong. */
  readonly marked: ReadonlySet<number>;
  readonly selected: number | null;
  readonly onSelect: (row: number) => void;
}

function Piece(props: PieceProps) {
  const { piece, given, partitions, marked, selected, onSelect } = props;
  const { words } = given;
  const { row, sizeMb, inside } = piece;
  const partition = row === null ? undefined : partitions[row];
  const type = partition?.type ?? '';
  const title = row === null ? words('diskBar.freeShort') : partitionName(words, partition, row);
  const name = partition === undefined || partition.name === '' ? '' : partition.name;
  const size = pieceSize(given, piece);
  const kind = row === null ? 'free' : type.toLowerCase().replace(/[^a-z]/g, '');
  return (
    <div
      className={`se-piece se-piece-${kind}${row !== null && row === selected ? ' se-piece-selected' : ''}`}
      // To scale, with a width that can be seen; what nobody knows has that width alone.
      style={{
        flexGrow: sizeMb ?? 0,
        ...(inside.length === 0 ? {} : { minWidth: inside.length * leastWidth + frameWidth }),
      }}
      title={`${title}\n${row === null ? '' : `${typeWords(words, type)}\n`}${size}`}
      onClick={(event) => {
        event.stopPropagation();
        if (row !== null) onSelect(row);
      }}
    >
      {row !== null && marked.has(row) ? <Warning16Filled className="se-warn-icon se-piece-warned" /> : null}
      <span className="se-piece-name">{row === null ? title : name === '' ? typeWords(words, type) : name}</span>
      <span className="se-piece-size">{size}</span>
      {inside.length === 0 ? null : (
        <div className="se-pieces">
          {inside.map((one, index) => (
            <Piece key={index} {...props} piece={one} />
          ))}
        </div>
      )}
    </div>
  );
}

interface DiskBarProps {
  readonly layout: DiskLayout;
  readonly given: DiskWords;
  readonly gigabytes: number;
  readonly partitions: readonly Partition[];
  readonly selected: number | null;
  readonly onSelect: (row: number) => void;
}

/** The disk as it will be, to scale; its size is assumed and chosen here. */
export function DiskBar({ layout, given, gigabytes, partitions, selected, onSelect }: DiskBarProps) {
  const words = useWords();
  const shell = useShell();
  const marked = new Set(layout.problems.flatMap(rowsOf));
  const sizes = [...new Set([...diskSizes, gigabytes])].sort((one, other) => one - other);
  return (
    <div className="se-disk">
      <div className="se-disk-scroll">
        <div role="img" className="se-pieces" aria-label={diskWords(given, partitions, layout.pieces, marked)}>
          {layout.pieces.map((piece, index) => (
            <Piece key={index} {...{ piece, given, partitions, marked, selected, onSelect }} />
          ))}
        </div>
      </div>
      <ChoiceDropdown
        label={words('diskBar.size')}
        size="small"
        orientation="horizontal"
        className="se-disk-size"
        value={gigabytes.toString()}
        choices={sizes.map((one) => ({ value: one.toString(), text: sizeLabel(words, one) }))}
        change={(chosen) => void shell.attempt(() => shell.settings.set({ assumedDiskGb: Number(chosen) }))}
      />
      <span className="ws-muted ws-small">{words('diskBar.hint')}</span>
    </div>
  );
}
