import { ProgressBar, type ProgressBarProps } from '@fluentui/react-components';
import { intentOf, toneOf, type StateName } from './state.tsx';

const colors = { success: 'success', warning: 'warning', error: 'error', progress: 'brand' } as const;

interface IntentBarProps extends Omit<ProgressBarProps, 'color' | 'thickness'> {
  /** What the bar is about, as a state says it: green is only what has ended well. */
  readonly state: StateName;
}

interface SpanBarProps {
  readonly state: StateName;
  readonly isThin: boolean;
  /** Where it begins and how long it is, as parts of the whole. */
  readonly left: number;
  readonly width: number;
}

/** When something went on, on a line of times: the same colours as of a bar that fills. */
export function SpanBar({ state, isThin, left, width }: SpanBarProps) {
  const style = { left: `${(left * 100).toString()}%`, width: `${(width * 100).toString()}%` };
  const isMuted = toneOf(state) === 'muted';
  const colour = isMuted ? 'muted' : intentOf(state);
  return <i className={`ws-span-bar ws-bar-${colour}${isThin ? ' ws-span-thin' : ''}`} style={style} />;
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
