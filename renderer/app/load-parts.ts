import { frameDialogs } from './frame-dialogs.ts';
import type { Preloaded } from './lazy-part.tsx';
import type { FeatureDefinition } from './types.ts';

function isLazy(component: unknown): component is Preloaded {
  return typeof component === 'function' && 'preload' in component;
}

/** Pages and dialogs that come in files of their own: those of the window and of these features. */
export function lazyPartsOf(features: readonly FeatureDefinition[]): readonly Preloaded[] {
  const ofFeatures = features.flatMap(({ nodes = [], tabKinds = [], dialogs = {} }): unknown[] => [
    ...nodes.map(({ Page }) => Page),
    ...tabKinds.map(({ Page }) => Page),
    ...Object.values(dialogs),
  ]);
  return [...Object.values(frameDialogs), ...ofFeatures].filter(isLazy);
}
