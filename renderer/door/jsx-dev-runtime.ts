import * as react from 'react/jsx-dev-runtime';
import { shownProps } from './shown.ts';

export { Fragment } from 'react/jsx-dev-runtime';
export type { JSX } from 'react/jsx-dev-runtime';

/** As in `jsx-runtime.ts`, for development and tests. */
export const jsxDEV: typeof react.jsxDEV = (type, props, ...rest) =>
  react.jsxDEV(type, shownProps(type, props), ...rest);
