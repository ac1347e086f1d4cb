import * as react from 'react/jsx-runtime';
import { shownProps } from './shown.ts';

export { Fragment } from 'react/jsx-runtime';
export type { JSX } from 'react/jsx-runtime';

/** What every element of the page is made by: no text passes but as a page may show it. */
export const jsx: typeof react.jsx = (type, props, key) => react.jsx(type, shownProps(type, props), key);

/** The same for elements with several children. */
export const jsxs: typeof react.jsxs = (type, props, key) => react.jsxs(type, shownProps(type, props), key);
