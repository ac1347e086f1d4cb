/** Parts of property pages that no generic field can be enough for. */
export type PartName =
  'partitions' | 'networkAdapters' | 'dynamicVariableRules' | 'script' | 'applicationList' | 'packageList';
