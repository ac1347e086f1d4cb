import {
  Button,
  Menu,
  MenuButton,
  MenuDivider,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Overflow,
  OverflowDivider,
  OverflowItem,
  Toolbar,
  ToolbarButton,
  ToolbarDivider,
  Tooltip,
  useIsOverflowGroupVisible,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from '@fluentui/react-components';
import { ChevronDown12Regular, MoreHorizontal20Regular } from '@fluentui/react-icons';
import { Fragment, memo, type ReactElement, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShell } from '../app/shell-context.tsx';
import { CommandMenuItem } from './command-menu.tsx';
import { useCommandGroups, type LiveCommand, type LiveGroup } from './use-commands.ts';

/**
 * What a button says on hover. One that leaves the bar under the pointer is never left by it: its hint goes too, or it
 * would stay, seen by nobody, and take the next Escape from whatever that was meant for.
 */
function useHint(id: string) {
  const isInBar = useIsOverflowItemVisible(id);
  const [isShown, setShown] = useState(false);
  if (isShown && !isInBar) setShown(false);
  return {
    visible: isShown && isInBar,
    onVisibleChange: (_event: unknown, data: { readonly visible: boolean }) => setShown(data.visible),
  };
}

/** A button of the command bar; drawn again when its command reads otherwise, which is seldom. */
const BarButton = memo(function BarButton({ live }: { readonly live: LiveCommand }) {
  const shell = useShell();
  const { command, label, isEnabled, isChecked, children } = live;
  const shown = useHint(command.id);
  const hint = command.keys === undefined ? label : `${label} (${command.keys})`;
  const button = (
    <ToolbarButton
      className={command.isPrimary === true ? 'ws-primary' : ''}
      disabled={!isEnabled}
      aria-label={label}
      {...(command.icon ? { icon: command.icon } : {})}
      {...(command.isChecked ? { 'aria-pressed': isChecked } : {})}
      {...(children.length > 0 ? {} : { onClick: () => void shell.commands.invoke(command) })}
    >
      {command.isIconOnly === true ? null : label}
      {children.length > 0 ? <ChevronDown12Regular className="ws-menu-chevron" /> : null}
    </ToolbarButton>
  );
  if (children.length > 0) {
    return (
      <Menu>
        <MenuTrigger disableButtonEnhancement>{button}</MenuTrigger>
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
  if (command.keys === undefined && command.isIconOnly !== true) return button;
  return (
    <Tooltip content={hint} relationship="description" {...shown}>
      {button}
    </Tooltip>
  );
});

/** An entry that was there when the menu opened stays until it closes: the focus may be on it. */
function OverflowEntry({ live }: { readonly live: LiveCommand }) {
  const isInBar = useIsOverflowItemVisible(live.command.id);
  const [wasInBar] = useState(isInBar);
  return isInBar && wasInBar ? null : <CommandMenuItem live={live} />;
}

function GroupDivider({ groupId }: { readonly groupId: string }) {
  // Its width counts where it is reckoned what fits, and it goes with its group.
  return (
    <OverflowDivider groupId={groupId}>
      <ToolbarDivider />
    </OverflowDivider>
  );
}

function OverflowGroup({ group, isFirst }: { readonly group: LiveGroup; readonly isFirst: boolean }) {
  const isInBar = useIsOverflowGroupVisible(group.id) === 'visible';
  const [wasInBar] = useState(isInBar);
  if (isInBar && wasInBar) return null;
  return (
    <>
      {isFirst ? null : <MenuDivider />}
      {group.commands.map((live) => (
        <OverflowEntry key={live.command.id} live={live} />
      ))}
    </>
  );
}

function OverflowMenu({ groups }: { readonly groups: readonly LiveGroup[] }) {
  const { t } = useTranslation('components');
  const { ref, isOverflowing } = useOverflowMenu<HTMLButtonElement>();
  const [isOpen, setOpen] = useState(false);
  // While the bar is measured anew, or when all fits by now, a menu that somebody reads stays.
  if (!isOverflowing && !isOpen) return null;
  return (
    <Menu open={isOpen} onOpenChange={(_event, data) => setOpen(data.open)}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton
          ref={ref as Ref<never>}
          size="small"
          appearance="subtle"
          icon={<MoreHorizontal20Regular />}
          menuIcon={null}
          aria-label={t('moreCommands')}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {groups.map((group, index) => (
            <OverflowGroup key={group.id} group={group} isFirst={index === 0} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

interface CommandBarProps {
  readonly scope: string;
  readonly trailing?: ReactElement;
}

/** The commands of a scope as one row: what does not fit moves into the menu at the end, last group first. */
export function CommandBar({ scope, trailing }: CommandBarProps) {
  const groups = useCommandGroups(scope, 'bar');
  return (
    <div className="ws-commandbar">
      <BarGroups groups={groups} />
      {trailing}
    </div>
  );
}

const BarGroups = memo(function BarGroups({ groups }: { readonly groups: readonly LiveGroup[] }) {
  const { t } = useTranslation('components');
  return (
    <Overflow padding={44}>
      <Toolbar size="small" aria-label={t('commands')}>
        {groups.map((group, index) => (
          <Fragment key={group.id}>
            {index > 0 ? <GroupDivider groupId={group.id} /> : null}
            {group.commands.map((live) => (
              <OverflowItem
                key={live.command.id}
                id={live.command.id}
                groupId={group.id}
                priority={(live.command.isPrimary === true ? 1000 : 500) - index}
              >
                <span className="ws-cmd" data-command={live.command.id}>
                  <BarButton live={live} />
                </span>
              </OverflowItem>
            ))}
          </Fragment>
        ))}
        <OverflowMenu groups={groups} />
      </Toolbar>
    </Overflow>
  );
});

interface CommandButtonProps {
  readonly id: string;
  readonly appearance?: 'primary' | 'secondary' | 'subtle' | 'transparent';
  readonly size?: 'small' | 'medium';
}

/** One command of the registry as a button in a page: empty states, callouts. Absent when the command is not shown. */
export function CommandButton({ id, appearance = 'secondary', size = 'medium' }: CommandButtonProps) {
  const shell = useShell();
  const command = shell.commands.byId(id);
  const groups = useCommandGroups(command?.scope ?? '', 'bar');
  const live = groups.flatMap((group) => group.commands).find((other) => other.command.id === id);
  if (!live) return null;
  return (
    <Button
      data-command={id}
      appearance={appearance}
      size={size}
      disabled={!live.isEnabled}
      onClick={() => void shell.commands.invoke(live.command)}
    >
      {live.label}
    </Button>
  );
}
