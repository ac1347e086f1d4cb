import {
  Badge,
  Button,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { ColumnTripleEdit20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, ListLayout } from './list-model.ts';
import { SearchField } from './search-field.tsx';

interface FilterBarProps {
  readonly title: string;
  /** How many there are without the filter; null until it is known. */
  readonly count: number | null;
  /** How many of them match; null while nothing is filtered. */
  readonly matching: number | null;
  readonly filter: string;
  readonly onFilter: (text: string) => void;
  readonly placeholder: string;
  readonly children?: ReactNode;
}

/** Above a list: what it is, how many, and the filter. Ctrl+F finds the filter by its role. */
export function FilterBar({ title, count, matching, filter, onFilter, placeholder, children }: FilterBarProps) {
  const { t } = useTranslation('components');
  return (
    <div className="ws-filterbar">
      <h2 className="ws-list-title">{title}</h2>
      {count === null ? null : (
        <Badge appearance="tint" color="informative">
          {matching === null ? t('amount', { amount: count }) : t('amountOf', { amount: matching, total: count })}
        </Badge>
      )}
      <span className="ws-grow" />
      <SearchField
        size="small"
        className="ws-filter"
        value={filter}
        maxLength={255}
        placeholder={placeholder}
        aria-label={placeholder}
        onChange={(_event, data) => onFilter(data.value)}
      />
      {children}
    </div>
  );
}

interface ColumnsMenuProps<R> {
  readonly columns: readonly Column<R>[];
  readonly layout: ListLayout;
  readonly onLayoutChange: (layout: ListLayout) => void;
}

/** Which columns of a list show. */
export function ColumnsMenu<R>({ columns, layout, onLayoutChange }: ColumnsMenuProps<R>) {
  const { t } = useTranslation('components');
  const optional = columns.filter((column) => column.isName !== true);
  const shown = optional.filter((column) => !layout.hidden.includes(column.id)).map((column) => column.id);
  return (
    <Menu
      checkedValues={{ columns: shown }}
      onCheckedValueChange={(_event, data) => {
        const hidden = optional.map((column) => column.id).filter((id) => !data.checkedItems.includes(id));
        onLayoutChange({ ...layout, hidden });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('chooseColumns')} relationship="label">
          <Button size="small" appearance="subtle" icon={<ColumnTripleEdit20Regular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {optional.map((column) => (
            <MenuItemCheckbox key={column.id} name="columns" value={column.id}>
              {column.name}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
