import {
  Badge,
  Button,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Overflow,
  OverflowItem,
  SearchBox,
  Toolbar,
  ToolbarButton,
  Tooltip,
} from '@fluentui/react-components';
import {
  Add20Regular,
  ArrowExportLtr20Regular,
  ArrowImport20Regular,
  ArrowSortUp16Regular,
  ColumnTripleEdit20Regular,
  Delete20Regular,
  Edit20Regular,
  FolderAdd20Regular,
  PlayCircle20Regular,
  Settings20Regular,
  TaskListSquareLtr20Regular,
} from '@fluentui/react-icons';
import type { CSSProperties, ReactElement } from 'react';

const commands: readonly (readonly [string, ReactElement])[] = [
  ['Create', <Add20Regular key="create" />],
  ['Import', <ArrowImport20Regular key="import" />],
  ['Create folder', <FolderAdd20Regular key="folder" />],
  ['Edit', <Edit20Regular key="edit" />],
  ['Run', <PlayCircle20Regular key="run" />],
  ['Export', <ArrowExportLtr20Regular key="export" />],
  ['Properties', <Settings20Regular key="properties" />],
  ['Delete', <Delete20Regular key="delete" />],
];

function StaticCommandBar() {
  return (
    <div className="ws-commandbar">
      <Overflow padding={44}>
        <Toolbar size="small">
          {commands.map(([label, icon]) => (
            <OverflowItem key={label} id={label}>
              <span className="ws-cmd">
                <Tooltip content={label} relationship="description">
                  <ToolbarButton icon={icon}>{label}</ToolbarButton>
                </Tooltip>
              </span>
            </OverflowItem>
          ))}
        </Toolbar>
      </Overflow>
    </div>
  );
}

const columns: readonly (readonly [string, CSSProperties])[] = [
  ['Name', { flex: '1 1 200px', minWidth: 200 }],
  ['Package ID', { flex: '0 0 100px', width: 100 }],
  ['Folder', { flex: '0 0 130px', width: 130 }],
  ['Steps', { flex: '0 0 64px', width: 64 }],
  ['Size', { flex: '0 0 80px', width: 80 }],
  ['Modified', { flex: '0 0 140px', width: 140 }],
  ['By', { flex: '0 0 90px', width: 90 }],
];

function StaticFilterBar() {
  return (
    <div className="ws-filterbar">
      <h2 className="ws-list-title">Task Sequences</h2>
      <Badge appearance="tint" color="informative">
        30
      </Badge>
      <span className="ws-grow" />
      <SearchBox size="small" className="ws-filter" placeholder="Filter" />
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content="Columns" relationship="label">
            <Button size="small" appearance="subtle" icon={<ColumnTripleEdit20Regular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {columns.map(([name]) => (
              <MenuItemCheckbox key={name} name="columns" value={name}>
                {name}
              </MenuItemCheckbox>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}

function StaticRow({ index }: { readonly index: number }) {
  const name = `Sequence ${String(index + 1)}`;
  const values = [name, `BEN${String(index).padStart(5, '0')}`, 'Folder', '12', '34 KB', '2026-01-01 12:00', 'someone'];
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={false} className="ws-list-row">
      {columns.map(([column, style], at) => (
        <div
          key={column}
          role={at === 0 ? 'rowheader' : 'gridcell'}
          className="ws-list-cell"
          style={style}
          title={values[at]}
        >
          {at === 0 ? (
            <span className="ws-icontext">
              <TaskListSquareLtr20Regular />
              <span>{values[at]}</span>
            </span>
          ) : (
            <span className="ws-ellipsis">{values[at]}</span>
          )}
        </div>
      ))}
    </div>
  );
}

/** Command bar, filter bar, header, thirty rows. */
export function StaticList() {
  return (
    <div className="ws-page">
      <StaticCommandBar />
      <StaticFilterBar />
      <div className="ws-list" role="grid" tabIndex={0} aria-label="Task sequences">
        <div role="rowgroup" className="ws-list-head">
          <div role="row" className="ws-list-row ws-list-headrow">
            {columns.map(([name, style]) => (
              <div key={name} role="columnheader" className="ws-list-cell ws-list-headcell" style={style}>
                <span className="ws-ellipsis">{name}</span>
                {name === 'Name' ? <ArrowSortUp16Regular /> : null}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="ws-list-body">
          {Array.from({ length: 30 }, (_, index) => (
            <StaticRow key={index} index={index} />
          ))}
        </div>
      </div>
    </div>
  );
}
