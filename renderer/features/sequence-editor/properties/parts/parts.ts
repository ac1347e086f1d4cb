import type { FunctionComponent } from 'react';
import type { StepPart } from '../fields.tsx';
import type { PartName } from './part-names.ts';

/** The custom parts of property pages, by name. */
export const parts: Readonly<Partial<Record<PartName, FunctionComponent<{ readonly part: StepPart }>>>> = {};
