import type { FunctionComponent } from 'react';
import type { StepPart } from '../step-part.ts';
import { AdapterPart } from './adapter-part.tsx';
import type { PartName } from './part-names.ts';
import { PartitionPart } from './partition-part.tsx';
import { ApplicationList, PackageList } from './reference-list.tsx';
import { DynamicVariableRules } from './rules/rules-part.tsx';
import { ScriptPart } from './script/script-part.tsx';

/** The custom parts of property pages, by name. */
export const parts: Readonly<Record<PartName, FunctionComponent<{ readonly part: StepPart }>>> = {
  partitions: PartitionPart,
  networkAdapters: AdapterPart,
  dynamicVariableRules: DynamicVariableRules,
  script: ScriptPart,
  applicationList: ApplicationList,
  packageList: PackageList,
};
