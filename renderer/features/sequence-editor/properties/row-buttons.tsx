import { Button } from '@fluentui/react-components';
import { ArrowDown16Regular, ArrowUp16Regular, Delete16Regular } from '@fluentui/react-icons';

const small = { size: 'small', appearance: 'subtle' } as const;

/** A button with its words, or with the words as its name only. */
function named(label: string, isIconOnly: boolean) {
  return isIconOnly ? { 'aria-label': label, title: label } : { children: label };
}

interface MoveButtonsProps {
  /** Where the row is that they move; null when none is selected. */
  readonly at: number | null;
  readonly count: number;
  readonly isDisabled: boolean;
  readonly up: string;
  readonly down: string;
  readonly isIconOnly?: boolean;
  readonly onStep: (by: 1 | -1) => void;
}

/** Move a row of a list by one place. At an end of the list the button keeps the focus that it has. */
export function MoveButtons({ at, count, isDisabled, up, down, isIconOnly = false, onStep }: MoveButtonsProps) {
  return (
    <>
      <Button
        {...small}
        {...named(up, isIconOnly)}
        icon={<ArrowUp16Regular />}
        disabled={isDisabled}
        disabledFocusable={!isDisabled && (at === null || at === 0)}
        onClick={() => onStep(-1)}
      />
      <Button
        {...small}
        {...named(down, isIconOnly)}
        icon={<ArrowDown16Regular />}
        disabled={isDisabled}
        disabledFocusable={!isDisabled && (at === null || at >= count - 1)}
        onClick={() => onStep(1)}
      />
    </>
  );
}

interface RemoveButtonProps {
  readonly label: string;
  readonly isDisabled: boolean;
  /** There is no row to remove. */
  readonly isEmpty?: boolean;
  readonly isIconOnly?: boolean;
  readonly onRemove: () => void;
}

/** Removes a row of a list. */
export function RemoveButton({ label, isDisabled, isEmpty = false, isIconOnly = false, onRemove }: RemoveButtonProps) {
  return (
    <Button
      {...small}
      {...named(label, isIconOnly)}
      icon={<Delete16Regular />}
      disabled={isDisabled}
      disabledFocusable={!isDisabled && isEmpty}
      onClick={onRemove}
    />
  );
}
