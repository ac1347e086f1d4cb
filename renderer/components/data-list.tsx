import { Menu, MenuPopover } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { columnStyle, DataListHeader } from './data-list-header.tsx';
import { DataListRow } from './data-list-row.tsx';
import type { Column, ListLayout, ListSelection } from './list-model.ts';
import { rowHeight, useDataList, type DataListModel } from './use-data-list.ts';

export interface DataListProps<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly id: (row: R) => string;
  readonly layout: ListLayout;
  readonly onLayoutChange: (layout: ListLayout) => void;
  readonly selection: ListSelection;
  readonly onSelectionChange: (selection: ListSelection) => void;
  /** Double click and Enter. */
  readonly onOpen?: (row: R) => void;
  /** A `MenuList` for right click and Shift+F10; the row is selected first. */
  readonly menu?: ReactElement;
  readonly rowClass?: (row: R) => string;
  /** Shown in place of the rows when there are none. */
  readonly empty?: ReactNode;
  /** Shows skeleton rows instead of "empty" while nothing was read yet. */
  readonly isLoading?: boolean;
  /** What a drag of this row carries; the caller adds the rest of the selection. */
  readonly dragData?: (id: string) => Record<string, unknown>;
  readonly isMultiple?: boolean;
}

function SkeletonRows<R>({ columns, layout }: { readonly columns: readonly Column<R>[]; readonly layout: ListLayout }) {
  return [0, 1, 2, 3, 4, 5].map((row) => (
    <div key={row} className="ws-list-row" aria-hidden="true">
      {columns.map((column) => (
        <div key={column.id} className="ws-list-cell" style={columnStyle(column, layout)}>
          <span className="ws-skeleton" />
        </div>
      ))}
    </div>
  ));
}

interface PartProps<R> {
  readonly list: DataListProps<R>;
  readonly model: DataListModel<R>;
}

function Rows<R>({ list, model }: PartProps<R>) {
  const { selection, layout } = list;
  const { rows, ids, isVirtual, headerIndex } = model;
  const renderRow = (index: number, top: number | null): ReactNode => {
    const row = rows[index];
    const id = ids[index];
    if (row === undefined || id === undefined) return null;
    return (
      <DataListRow
        key={id}
        row={row}
        id={id}
        index={index}
        elementId={model.elementId(id)}
        columns={model.columns}
        layout={layout}
        isSelected={selection.ids.includes(id)}
        isActive={headerIndex === null && selection.activeId === id}
        className={list.rowClass?.(row) ?? ''}
        onMouse={model.onMouse}
        dragData={list.dragData}
        {...(top === null ? {} : { style: { position: 'absolute', top, left: 0, right: 0 } })}
      />
    );
  };
  return (
    <div
      role="rowgroup"
      className="ws-list-body"
      {...(isVirtual ? { style: { height: model.virtual.getTotalSize() } } : {})}
    >
      {isVirtual
        ? model.shown.map((index) => renderRow(index, index * rowHeight))
        : rows.map((_row, index) => renderRow(index, null))}
    </div>
  );
}

function ContextMenu<R>({ list, model }: PartProps<R>) {
  const { t } = useTranslation('components');
  const { menuPoint } = model;
  if (!list.menu) return null;
  return (
    <Menu
      open={menuPoint !== null}
      onOpenChange={(_event, data) => {
        if (!data.open) model.closeMenu();
      }}
      positioning={menuPoint ? { target: menuPoint.target, position: 'below', align: 'start' } : {}}
    >
      <MenuPopover aria-label={t('commands')}>{list.menu}</MenuPopover>
    </Menu>
  );
}

/**
 * A compact list: sortable, resizable and hideable columns, virtual rows, multiple selection by mouse and keyboard.
 * A grid with one tab stop; the active row is named by `aria-activedescendant`, so it may leave the page unharmed.
 */
export function DataList<R>(props: DataListProps<R>) {
  const model = useDataList(props);
  const { rows, columns, activeElement } = model;
  const isLoading = props.isLoading ?? false;
  return (
    <>
      <div
        ref={model.scroller}
        className="ws-list"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable={props.isMultiple ?? true}
        aria-busy={isLoading}
        {...(activeElement === undefined ? {} : { 'aria-activedescendant': activeElement })}
        onKeyDown={model.onKeyDown}
      >
        <DataListHeader
          columns={columns}
          layout={props.layout}
          idOf={model.headerId}
          activeIndex={model.headerIndex}
          onLayoutChange={props.onLayoutChange}
        />
        {isLoading && rows.length === 0 ? <SkeletonRows columns={columns} layout={props.layout} /> : null}
        <Rows list={props} model={model} />
        {!isLoading && rows.length === 0 && props.empty !== undefined ? (
          <div role="row" className="ws-list-empty">
            <div role="gridcell" aria-colspan={columns.length}>
              {props.empty}
            </div>
          </div>
        ) : null}
      </div>
      <ContextMenu list={props} model={model} />
    </>
  );
}
