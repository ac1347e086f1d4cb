import { useMemo, useState } from 'react';
import { useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { Keys } from '../../components/parts.tsx';
import { filterShortcuts, shortcutGroups, type ShortcutGroup } from './shortcuts.ts';
import { SearchField } from '../../components/search-field.tsx';

/** The sheet of all keys. */
export function ShortcutsDialog({ close }: DialogProps<'shortcuts'>) {
  const shell = useShell();
  const { text } = shell;
  const [filter, setFilter] = useState('');
  const all = useMemo(() => shortcutGroups(shell), [shell]);
  const groups = filterShortcuts(all, filter);
  return (
    <FormDialog title={text('palette:shortcuts.title')} action={null} width={700} onClose={() => close()}>
      <SearchField
        size="small"
        className="ws-shortcuts-filter"
        value={filter}
        placeholder={text('palette:shortcuts.filter')}
        aria-label={text('palette:shortcuts.filter')}
        onChange={(_event, data) => setFilter(data.value)}
      />
      <div className="ws-shortcuts" role="region" aria-label={text('palette:shortcuts.title')} tabIndex={0}>
        <div className="ws-shortcut-columns">
          {groups.map((group) => (
            <ShortcutTable key={group.id} group={group} />
          ))}
        </div>
        {groups.length === 0 ? (
          <p className="ws-muted" role="status">
            {text('palette:shortcuts.nothing', { text: filter })}
          </p>
        ) : null}
      </div>
    </FormDialog>
  );
}

function ShortcutTable({ group }: { readonly group: ShortcutGroup }) {
  return (
    <section className="ws-shortcut-group" aria-label={group.title}>
      <h3>{group.title}</h3>
      <dl>
        {group.shortcuts.map((shortcut) => (
          <div key={shortcut.id} className="ws-shortcut">
            <dt>{shortcut.label}</dt>
            <dd>
              {shortcut.keys.split(', ').map((keys) => (
                <Keys key={keys}>{keys}</Keys>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
