import {
  ArrowCircleRight16Filled,
  Checkmark16Regular,
  CheckmarkCircle16Filled,
  Clock16Regular,
  DismissCircle16Filled,
  ErrorCircle16Filled,
  Info16Filled,
  PauseCircle16Filled,
  Prohibited16Regular,
  QuestionCircle16Regular,
  SubtractCircle16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const table = {
  success: { icon: <CheckmarkCircle16Filled />, tone: 'success' },
  warning: { icon: <Warning16Filled />, tone: 'warning' },
  failed: { icon: <DismissCircle16Filled />, tone: 'error' },
  error: { icon: <ErrorCircle16Filled />, tone: 'error' },
  running: { icon: <ArrowCircleRight16Filled />, tone: 'progress' },
  paused: { icon: <PauseCircle16Filled />, tone: 'warning' },
  waiting: { icon: <Clock16Regular />, tone: 'muted' },
  skipped: { icon: <SubtractCircle16Regular />, tone: 'muted' },
  requirements: { icon: <Prohibited16Regular />, tone: 'requirements' },
  unknown: { icon: <QuestionCircle16Regular />, tone: 'muted' },
  info: { icon: <Info16Filled />, tone: 'progress' },
  none: { icon: <Checkmark16Regular />, tone: 'muted' },
  ignored: { icon: <Warning16Filled />, tone: 'warning' },
} satisfies Record<string, { icon: ReactElement; tone: string }>;

/** Every state the console shows. */
export type StateName = keyof typeof table;

/** The colour family of a state. */
export function toneOf(state: StateName): string {
  return table[state].tone;
}

/** What a state means for the colour of a bar: how it ended, or that it has not. */
export function intentOf(state: StateName): 'success' | 'warning' | 'error' | 'progress' {
  const { tone } = table[state];
  return tone === 'success' || tone === 'warning' || tone === 'error' ? tone : 'progress';
}

interface StateProps {
  readonly name: StateName;
  /** Instead of the usual word of the state. */
  readonly children?: ReactNode;
  /** The word is only read aloud. */
  readonly isIconOnly?: boolean;
}

/** The only place where a state gets its icon, tone and word; never the tone alone. */
export function State({ name, children, isIconOnly = false }: StateProps) {
  const { t } = useTranslation('components');
  const { icon, tone } = table[name];
  const word = t(`state.${name}`);
  if (isIconOnly) {
    return (
      <span
        className={`ws-state ws-tone-${tone}`}
        role="img"
        aria-label={typeof children === 'string' ? children : word}
      >
        {icon}
      </span>
    );
  }
  return (
    <span className={`ws-state ws-tone-${tone}`}>
      {icon}
      <span>{children ?? word}</span>
    </span>
  );
}
