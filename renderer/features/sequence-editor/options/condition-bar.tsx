import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  type PositioningVirtualElement,
  Tooltip,
} from '@fluentui/react-components';
import {
  Add16Regular,
  ArrowDown16Regular,
  ArrowUp16Regular,
  ChevronDown12Regular,
  ClipboardPaste16Regular,
  Copy16Regular,
  Cut16Regular,
  Delete16Regular,
  TextIndentDecreaseLtr16Regular,
  TextIndentIncreaseLtr16Regular,
} from '@fluentui/react-icons';
import { type ReactElement, useSyncExternalStore } from 'react';
import type { ConditionNode, ConditionOperator } from '#shared/model/condition';
import { readConditionTest } from '#shared/model/conditions/condition-kinds';
import { newOsKinds } from '#shared/model/conditions/os-condition';
import type { SequenceDialect } from '#shared/model/sequence';
import { useSlice } from '../../../app/shell-context.tsx';
import { useEditor } from '../use-editor.tsx';
import { type EditorText, useWords } from '../use-words.ts';
import { addNode, type ConditionShift, moveNode, newGroup, nodeAt, shiftNode } from './condition-edit.ts';
import { operatorNames, operators } from './condition-names.ts';
import type { ListModel } from './use-conditions.ts';

/** The kinds that are asked for, in the field's order; each dialect has its own form of the operating system. */
const askedKinds = (dialect: SequenceDialect) =>
  ['variable', newOsKinds[dialect], 'os-language', 'file', 'folder', 'registry', 'query', 'software'] as const;

/** How many conditions are in the clipboard. */
export function useCopiedCount(): number {
  const { clipboard } = useEditor();
  return useSyncExternalStore(clipboard.subscribe, () => clipboard.read().conditions?.count ?? 0);
}

export function AddMenu({ model }: { readonly model: ListModel }) {
  const words = useWords();
  const editor = useEditor();
  const dialect = useSlice(editor.document, (state) => state.session?.dialect ?? 'cm');
  const addGroup = (operator: ConditionOperator) => {
    const added = addNode(model.condition, model.selected, newGroup(operator));
    model.write(added.condition, 'condition-added', added.path);
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" icon={<Add16Regular />} disabled={model.isReadOnly}>
          {words('conditions.add')}
          <ChevronDown12Regular className="se-menu-chevron" />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {operators.map((operator) => (
            <MenuItem key={operator} onClick={() => addGroup(operator)}>
              {words('conditions.ifStatement', { which: words(operatorNames[operator]) })}
            </MenuItem>
          ))}
          <MenuDivider />
          {askedKinds(dialect).map((kind) => (
            <MenuItem key={kind} onClick={() => model.add(kind)}>
              {words(`conditions.kinds.${kind}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

interface Action {
  readonly id: string;
  readonly label: string;
  readonly keys?: string;
  readonly icon?: ReactElement;
  readonly isEnabled: boolean;
  readonly run: () => void;
  /** Stands in the bar too; the others only in the menu. */
  readonly isInBar: boolean;
}

interface Can {
  readonly model: ListModel;
  readonly words: EditorText;
  readonly copied: number;
  readonly node: ConditionNode | null;
  /** A line is selected, and it may be changed. */
  readonly has: boolean;
}

function clipboardActions({ model, words, copied, node, has }: Can): Action[] {
  const canPaste = !model.isReadOnly && copied > 0;
  const menu = { isInBar: false } as const;
  const bar = { isEnabled: has, isInBar: true } as const;
  const paste = copied === 0 ? words('conditions.paste') : words('conditions.pasteCount', { count: copied });
  const pasteOne = { isEnabled: canPaste, run: () => model.paste('after'), isInBar: true } as const;
  const hasAny = !model.isReadOnly && model.condition !== null;
  return [
    { id: 'cut', label: words('conditions.cut'), keys: 'Ctrl+X', icon: <Cut16Regular />, run: model.cut, ...bar },
    { id: 'copy', label: words('conditions.copy'), keys: 'Ctrl+C', icon: <Copy16Regular />, run: model.copy, ...bar },
    { id: 'copy-all', label: words('conditions.copyAll'), isEnabled: hasAny, run: model.copyAll, ...menu },
    { id: 'paste', label: paste, keys: 'Ctrl+V', icon: <ClipboardPaste16Regular />, ...pasteOne },
    {
      id: 'paste-before',
      label: words('conditions.pasteBefore'),
      isEnabled: canPaste && has,
      run: () => model.paste('before'),
      ...menu,
    },
    {
      id: 'paste-under',
      label: words('conditions.pasteUnder'),
      isEnabled: canPaste && node?.kind === 'operator',
      run: () => model.paste('under'),
      ...menu,
    },
  ];
}

function moveActions({ model, words, has }: Can): Action[] {
  const { condition, selected } = model;
  const move = (step: 1 | -1) => ({
    isEnabled: has && condition !== null && selected !== null && moveNode(condition, selected, step) !== null,
    run: () => model.move(step),
    isInBar: true,
  });
  const shift = (to: ConditionShift) => ({
    isEnabled: has && condition !== null && selected !== null && shiftNode(condition, selected, to) !== null,
    run: () => model.shift(to),
    isInBar: true,
  });
  const out = <TextIndentDecreaseLtr16Regular />;
  const into = <TextIndentIncreaseLtr16Regular />;
  return [
    { id: 'up', label: words('conditions.up'), keys: 'Alt+Up', icon: <ArrowUp16Regular />, ...move(-1) },
    { id: 'down', label: words('conditions.down'), keys: 'Alt+Down', icon: <ArrowDown16Regular />, ...move(1) },
    { id: 'out', label: words('conditions.out'), keys: 'Alt+Left', icon: out, ...shift('out') },
    { id: 'into', label: words('conditions.into'), keys: 'Alt+Right', icon: into, ...shift('into') },
  ];
}

/** What can be done with the selected line, in the groups of the menu. */
function listActions(words: EditorText, model: ListModel, copied: number): Action[][] {
  const { condition, selected, isReadOnly } = model;
  const node = selected === null ? null : nodeAt(condition, selected);
  const can: Can = { model, words, copied, node, has: !isReadOnly && node !== null };
  const edit: Action = {
    id: 'edit',
    label: words('conditions.edit'),
    keys: 'Enter',
    isEnabled: can.has && node !== null && readConditionTest(node) !== null,
    run: () => {
      if (selected !== null) model.edit(selected);
    },
    isInBar: true,
  };
  const remove: Action = {
    id: 'remove',
    label: words('conditions.remove'),
    keys: 'Del',
    icon: <Delete16Regular />,
    isEnabled: can.has,
    run: model.remove,
    isInBar: true,
  };
  const removeAll: Action = {
    id: 'remove-all',
    label: words('conditions.removeAll'),
    isEnabled: !isReadOnly && condition !== null,
    run: () => model.write(null, 'condition-removed-all'),
    isInBar: false,
  };
  return [[edit], clipboardActions(can), moveActions(can), [remove, removeAll]];
}

function BarButton({ action }: { readonly action: Action }) {
  const button = { size: 'small', appearance: 'subtle', disabled: !action.isEnabled, onClick: action.run } as const;
  if (action.icon === undefined) return <Button {...button}>{action.label}</Button>;
  const hint = action.keys === undefined ? action.label : `${action.label} (${action.keys})`;
  return (
    <Tooltip content={hint} relationship="description">
      <Button {...button} icon={action.icon} aria-label={action.label} />
    </Tooltip>
  );
}

/** The frequent actions on the selected line. */
export function LineButtons({ model }: { readonly model: ListModel }) {
  const words = useWords();
  const copied = useCopiedCount();
  return listActions(words, model, copied)
    .flat()
    .filter((action) => action.isInBar)
    .map((action) => <BarButton key={action.id} action={action} />);
}

/** All actions on the selected line, at the pointer or below the line. */
export function ConditionMenu(props: {
  readonly model: ListModel;
  readonly target: PositioningVirtualElement | null;
  readonly onClose: () => void;
}) {
  const words = useWords();
  const copied = useCopiedCount();
  const { model, target, onClose } = props;
  const groups = listActions(words, model, copied);
  return (
    <Menu
      open={target !== null}
      positioning={target === null ? {} : { target }}
      onOpenChange={(_event, data) => {
        if (!data.open) onClose();
      }}
    >
      <MenuPopover>
        <MenuList>
          {groups.map((actions, index) => [
            index === 0 ? null : <MenuDivider key={index} />,
            ...actions.map((action) => (
              <MenuItem
                key={action.id}
                icon={action.icon ?? null}
                secondaryContent={action.keys ?? null}
                disabled={!action.isEnabled}
                onClick={action.run}
              >
                {action.label}
              </MenuItem>
            )),
          ])}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
