import { Dialog, DialogSurface } from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons';
import { useEffect, useId, useMemo, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { Keys } from '../../components/parts.tsx';
import { elsewhereEntries } from './elsewhere.ts';
import { commandEntries, type PaletteEntry } from './entries.tsx';
import { isSought, markWords, parseQuery, searchEntries, type FoundGroup } from './search.ts';
import { useObjects } from './use-objects.ts';
import { CutText } from '../../components/cut-text.tsx';

/** How far Page Up and Page Down go. */
const pageRows = 8;

function useCommandEntries(): readonly PaletteEntry[] {
  const shell = useShell();
  const version = useSyncExternalStore(shell.commands.subscribe, shell.commands.version);
  return useMemo(
    () => [...commandEntries(shell), ...elsewhereEntries(shell)],
    // `version` is what changes when a watched store does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [shell, version],
  );
}

/** Where a key takes the marked row; up and down go round the ends. */
function moveRow(key: string, index: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (index + 1) % count;
  if (key === 'ArrowUp') return (index - 1 + count) % count;
  if (key === 'PageDown') return Math.min(count - 1, index + pageRows);
  if (key === 'PageUp') return Math.max(0, index - pageRows);
  return null;
}

interface PaletteState {
  readonly typed: string;
  readonly setTyped: (text: string) => void;
  readonly found: readonly FoundGroup[];
  readonly rows: readonly PaletteEntry[];
  readonly active: PaletteEntry | undefined;
  readonly setIndex: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly hasSteps: boolean;
  /** How many were looked through, of the kinds that are sought. */
  readonly total: number;
}

function usePalette(close: (entry: PaletteEntry) => void): PaletteState {
  const [typed, setTyped] = useState('');
  const [index, setIndex] = useState(0);
  const commands = useCommandEntries();
  const objects = useObjects(typed);
  const entries = useMemo(() => [...commands, ...objects.entries], [commands, objects]);
  const found = useMemo(() => searchEntries(entries, typed), [entries, typed]);
  const rows = found.flatMap((group) => group.entries);
  const active = rows[Math.min(index, rows.length - 1)];
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = moveRow(event.key, index, rows.length);
    if (next !== null) setIndex(next);
    else if (event.key === 'Enter') {
      if (active !== undefined) close(active);
    } else return;
    event.preventDefault();
  };
  const type = (text: string): void => {
    setTyped(text);
    setIndex(0);
  };
  const hasSteps = entries.some((entry) => entry.group === 'steps');
  const query = parseQuery(typed);
  const total = commands.filter(({ group }) => isSought(query, group)).length + objects.total;
  return { typed, setTyped: type, found, rows, active, setIndex, onKeyDown, hasSteps, total };
}

/** One box for everything: type, choose with the arrows, Enter does it. */
export function PaletteDialog({ close }: DialogProps<'palette'>) {
  const { text } = useShell();
  const uid = useId();
  const listId = `${uid}-list`;
  const palette = usePalette(close);
  const { typed, found, rows, active } = palette;
  const idOf = (entry: PaletteEntry): string => `${uid}-${encodeURIComponent(entry.id)}`;
  const activeId = active === undefined ? null : idOf(active);
  useEffect(() => {
    if (activeId !== null) scrollIntoView(document.getElementById(activeId));
  }, [activeId]);
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : close())}>
      <DialogSurface
        className="ws-palette"
        backdrop={{ className: 'ws-palette-backdrop' }}
        aria-label={text('palette:title')}
        aria-describedby={undefined}
      >
        <PaletteBox palette={palette} listId={listId} activeId={activeId} hasSteps={palette.hasSteps} />
        {rows.length === 0 ? (
          <p className="ws-palette-none">{text('palette:nothing', { text: typed })}</p>
        ) : (
          <PaletteList
            id={listId}
            found={found}
            words={parseQuery(typed).words}
            activeId={activeId}
            idOf={idOf}
            onMark={(entry) => palette.setIndex(rows.indexOf(entry))}
            onChoose={close}
          />
        )}
        <PaletteFoot shown={rows.length} total={palette.total} />
      </DialogSurface>
    </Dialog>
  );
}

/** Pages without layout (tests) cannot scroll. */
function scrollIntoView(element: Partial<Pick<Element, 'scrollIntoView'>> | null): void {
  element?.scrollIntoView?.({ block: 'nearest' });
}

interface PaletteBoxProps {
  readonly palette: PaletteState;
  readonly listId: string;
  readonly activeId: string | null;
  readonly hasSteps: boolean;
}

function PaletteBox({ palette, listId, activeId, hasSteps }: PaletteBoxProps) {
  const { text } = useShell();
  return (
    <div className="ws-palette-box">
      <Search20Regular aria-hidden="true" />
      <input
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        aria-label={text('palette:title')}
        placeholder={text('palette:placeholder')}
        aria-autocomplete="list"
        aria-expanded={activeId !== null}
        {...(activeId === null ? {} : { 'aria-controls': listId, 'aria-activedescendant': activeId })}
        value={palette.typed}
        onChange={(event) => palette.setTyped(event.target.value)}
        onKeyDown={palette.onKeyDown}
      />
      <span className="ws-muted ws-small ws-nowrap">{text(hasSteps ? 'palette:hintSteps' : 'palette:hint')}</span>
    </div>
  );
}

interface PaletteListProps {
  readonly id: string;
  readonly found: readonly FoundGroup[];
  readonly words: readonly string[];
  readonly activeId: string | null;
  readonly idOf: (entry: PaletteEntry) => string;
  readonly onMark: (entry: PaletteEntry) => void;
  readonly onChoose: (entry: PaletteEntry) => void;
}

function PaletteList({ id, found, words, activeId, idOf, onMark, onChoose }: PaletteListProps) {
  const { text } = useShell();
  return (
    <div id={id} role="listbox" className="ws-palette-list" aria-label={text('palette:results')}>
      {found.map(({ group, entries }) => (
        <div key={group} role="group" className="ws-palette-group" aria-labelledby={`${id}-${group}`}>
          <div id={`${id}-${group}`} className="ws-palette-title" role="presentation">
            {text(`palette:group.${group}`)}
          </div>
          {entries.map((entry) => (
            <div
              key={entry.id}
              id={idOf(entry)}
              role="option"
              aria-selected={idOf(entry) === activeId}
              className={`ws-palette-row ${idOf(entry) === activeId ? 'is-selected' : ''}`}
              onMouseMove={() => {
                if (idOf(entry) !== activeId) onMark(entry);
              }}
              // The text box keeps the focus, or the next arrow key would go nowhere.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(entry)}
            >
              <span className="ws-palette-icon" aria-hidden="true">
                {entry.icon}
              </span>
              <span className="ws-ellipsis" title={entry.label}>
                {markWords(entry.label, words).map((piece, at) =>
                  piece.isHit ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
                )}
              </span>
              <span className="ws-grow" />
              <CutText className="ws-muted ws-small ws-palette-hint">{entry.hint}</CutText>
              {entry.keys === null ? null : <Keys>{entry.keys}</Keys>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function PaletteFoot({ shown, total }: { readonly shown: number; readonly total: number }) {
  const { text } = useShell();
  return (
    <div className="ws-palette-foot ws-muted ws-small">
      <span>
        <Keys>↑</Keys> <Keys>↓</Keys> {text('palette:choose')}
      </span>
      <span>
        <Keys>Enter</Keys> {text('palette:run')}
      </span>
      <span>
        <Keys>Esc</Keys> {text('palette:close')}
      </span>
      <span className="ws-grow" />
      <span role="status">{text('palette:count', { shown, total })}</span>
    </div>
  );
}
