import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  type PositioningVirtualElement,
} from '@fluentui/react-components';
import { useSlice } from '../../app/shell-context.tsx';
import { listAddMenu } from '#shared/steps/catalog';
import { iconOf } from '../../components/step-icon.tsx';
import { groupWords } from './model/group-words.ts';
import { useEditor } from './use-editor.tsx';
import { useWords } from './use-words.ts';

/** Every open editor is in the page, and all but one are hidden. */
function shown(selector: string): Element | undefined {
  return [...document.querySelectorAll(selector)].find((one) => one.closest('[hidden]') === null);
}

/** Beside the row that has the focus: that is where the new one comes. */
function besideActiveRow(): PositioningVirtualElement {
  return {
    getBoundingClientRect: () => {
      const row = shown('.se-steps [role="treeitem"][tabindex="0"]') ?? shown('.se-tree');
      const box = row?.getBoundingClientRect() ?? new DOMRect(0, 0, 0, 0);
      return new DOMRect(box.left + 60, box.bottom, 0, 0);
    },
  };
}

/** Insert: everything that can be added, at the place where it will be. */
export function AddMenu() {
  const words = useWords();
  const editor = useEditor();
  const isOpen = useSlice(editor.view, (state) => state.isAddMenuOpen);
  const close = () => {
    const { focusRequest } = editor.view.getState();
    editor.view.setState({ isAddMenuOpen: false, focusRequest: focusRequest + 1 });
  };
  if (!isOpen) return null;
  return (
    <Menu
      open
      positioning={{ target: besideActiveRow() }}
      onOpenChange={(_event, data) => (data.open ? undefined : close())}
    >
      <MenuPopover>
        <MenuList>
          <MenuItem icon={iconOf('group')} onClick={() => void editor.insert(null)}>
            {words('command.newGroup')}
          </MenuItem>
          <MenuDivider />
          {listAddMenu().map(({ group, types }) => (
            <Menu key={group}>
              <MenuTrigger disableButtonEnhancement>
                <MenuItem>{words(groupWords[group])}</MenuItem>
              </MenuTrigger>
              <MenuPopover>
                <MenuList>
                  {types.map((type) => (
                    <MenuItem key={type.id} icon={iconOf(type.icon)} onClick={() => void editor.insert(type.type)}>
                      {words.message(type.label)}
                    </MenuItem>
                  ))}
                </MenuList>
              </MenuPopover>
            </Menu>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
