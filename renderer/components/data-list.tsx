import { Menu, MenuPopover } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { columnStyle, DataListHeader } from './data-list-header.tsx';
import { DataListPlaceholder, DataListRow } from './data-list-row.tsx';
import type { Column, ListLayout } from './list-model.ts';
import type { DataListProps } from './list-props.ts';
import { useDataList, type DataListModel } from './use-data-list.ts';

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
  const { layout } = list;
  const { window, isVirtual, headerIndex } = model;
  const renderRow = (index: number): ReactNode => {
    const row = window.rowAt(index);
    const at = { elementId: model.elementId(index), index, columns: model.columns, layout, isVirtual };
    const isActive = headerIndex === null && model.activeIndex === index;
    if (row === undefined) return <DataListPlaceholder key={index} {...at} isActive={isActive} />;
    const id = list.id(row);
    return (
      <DataListRow
        key={index}
        {...at}
        row={row}
        id={id}
        isSelected={model.isChosen(id)}
        isActive={isActive}
        className={list.rowClass?.(row) ?? ''}
        onMouse={model.onMouse}
        dragData={list.dragData}
      />
    );
  };
  return (
    <div
      role="rowgroup"
      className="ws-list-body"
      {...(isVirtual ? { style: { height: model.virtual.getTotalSize() } } : {})}
    >
      {model.shown.map(renderRow)}
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
  const { columns, activeElement } = model;
  const { total } = model.window;
  const isLoading = props.isLoading ?? false;
  return (
    <>
      <div
        ref={model.scroller}
        className="ws-list"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-multiselectable={props.isMultiple ?? true}
        aria-busy={isLoading}
        {...(activeElement === undefined ? {} : { 'aria-activedescendant': activeElement })}
        onKeyDown={model.onKeyDown}
      >
        <DataListHeader
          table={model.table}
          columns={columns}
          layout={props.layout}
          idOf={model.headerId}
          activeIndex={model.headerIndex}
        />
        {isLoading && total === 0 ? <SkeletonRows columns={columns} layout={props.layout} /> : null}
        <Rows list={props} model={model} />
        {!isLoading && total === 0 && props.empty !== undefined ? (
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
