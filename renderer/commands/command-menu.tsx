import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { Fragment } from 'react';
import { useShell } from '../app/shell-context.tsx';
import { useCommandGroups, type LiveCommand, type LiveGroup } from './use-commands.ts';

/** One command in a menu; a command with commands below it opens a submenu. */
export function CommandMenuItem({ live }: { readonly live: LiveCommand }) {
  const shell = useShell();
  const { command, label, isEnabled, children } = live;
  const icon = command.icon ? { icon: command.icon } : {};
  const keys = command.keys === undefined ? {} : { secondaryContent: command.keys };
  if (children.length > 0) {
    return (
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuItem data-command={command.id} {...icon} disabled={!isEnabled}>
            {label}
          </MenuItem>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {children.map((child) => (
              <CommandMenuItem key={child.command.id} live={child} />
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    );
  }
  const run = (): void => void shell.commands.invoke(command);
  if (command.isChecked) {
    return (
      <MenuItemCheckbox
        data-command={command.id}
        name={command.id}
        value="on"
        {...icon}
        {...keys}
        disabled={!isEnabled}
        onClick={run}
      >
        {label}
      </MenuItemCheckbox>
    );
  }
  return (
    <MenuItem data-command={command.id} {...icon} {...keys} disabled={!isEnabled} onClick={run}>
      {label}
    </MenuItem>
  );
}

/** What the row is about, then what the page offers; a group that has both is two. */
export function rowFirst(groups: readonly LiveGroup[]): readonly LiveGroup[] {
  const part = (isOfPage: boolean): LiveGroup[] =>
    groups
      .map(({ id, commands }) => ({
        id: isOfPage ? `${id} of the page` : id,
        commands: commands.filter(({ command }) => (command.isOfPage ?? false) === isOfPage),
      }))
      .filter(({ commands }) => commands.length > 0);
  return [...part(false), ...part(true)];
}

/** The context menu of a scope: the commands of the registry and nothing else. Give it to `DataList.menu`. */
export function CommandMenu({ scope }: { readonly scope: string }) {
  const groups = rowFirst(useCommandGroups(scope, 'menu'));
  const checked = Object.fromEntries(
    groups.flatMap((group) => group.commands.map((live) => [live.command.id, live.isChecked ? ['on'] : []])),
  );
  return (
    <MenuList data-menu={scope} checkedValues={checked}>
      {groups.map((group, index) => (
        <Fragment key={group.id}>
          {index > 0 ? <MenuDivider /> : null}
          {group.commands.map((live) => (
            <CommandMenuItem key={live.command.id} live={live} />
          ))}
        </Fragment>
      ))}
    </MenuList>
  );
}
