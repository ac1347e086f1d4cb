import { createDarkTheme, createLightTheme, type BrandVariants, type Theme } from '@fluentui/react-components';

/** Waystation blue: deeper than Fluent's default, far enough from the state colours green, amber and red. */
const brand: BrandVariants = {
  10: '#04081c',
  20: '#0c1533',
  30: '#122052',
  40: '#172b6e',
  50: '#1d3787',
  60: '#25449f',
  70: '#2e52b5',
  80: '#3a62cc',
  90: '#5077d9',
  100: '#678ae2',
  110: '#7f9dea',
  120: '#97b0f0',
  130: '#afc2f5',
  140: '#c7d4f9',
  150: '#dde5fc',
  160: '#f0f4fe',
};

/** 13/18 px body instead of 14/20: a console shows rows, not paragraphs. Everything else keeps Fluent's ramp. */
const density = {
  fontFamilyBase: "'Segoe UI Variable Text', 'Segoe UI', 'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'Cascadia Mono', Consolas, 'Liberation Mono', monospace",
  fontSizeBase300: '13px',
  lineHeightBase300: '18px',
  fontSizeBase200: '12px',
  lineHeightBase200: '16px',
} as const;

export const lightTheme: Theme = { ...createLightTheme(brand), ...density };

const dark = createDarkTheme(brand);
export const darkTheme: Theme = {
  ...dark,
  ...density,
  colorBrandForeground1: brand[110],
  colorBrandForeground2: brand[120],
  colorBrandForegroundLink: brand[120],
  colorCompoundBrandForeground1: brand[110],
  colorCompoundBrandStroke: brand[100],
  colorNeutralForeground2BrandSelected: brand[120],
};
