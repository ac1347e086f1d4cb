import { ProgressBar, type ProgressBarProps } from '@fluentui/react-components';
import { intentOf, type StateName } from './state.tsx';

const colors = { success: 'success', warning: 'warning', error: 'error', progress: 'brand' } as const;

interface IntentBarProps extends Omit<ProgressBarProps, 'color' | 'thickness'> {
  /** What the bar is about, as a state says it: green is only what has ended well. */
  readonly state: StateName;
}

/** A bar in the colour of its state: green, yellow, red, and the colour of the console while it goes on. */
export function IntentBar({ state, className = '', ...props }: IntentBarProps) {
  const intent = intentOf(state);
  return (
    <ProgressBar
      {...props}
      thickness="large"
      color={colors[intent]}
      className={`ws-bar ws-bar-${intent} ${className}`}
    />
  );
}
