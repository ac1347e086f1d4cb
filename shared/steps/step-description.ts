import type { Message } from '../contract/message-shape.ts';

/** What kind of value a property holds; chooses the field of the property page and the checks of lint. */
export type PropertyKind =
  | 'string'
  | 'multiline'
  | 'int'
  | 'bool'
  | 'enum'
  | 'password'
  | 'account'
  | 'path'
  | 'drive'
  | 'version'
  | 'lcid'
  | 'timeZone'
  | 'variableName'
  | 'intList'
  | 'stringList'
  | 'fileList'
  | 'table'
  | 'rules'
  | 'script'
  | 'wildcard'
  | 'dateTime'
  | 'packageRef'
  | 'packageRefList'
  | 'programRef'
  | 'appRefList'
  | 'imageRef'
  | 'osUpgradeRef'
  | 'driverPackageRef'
  | 'driverCategoryList'
  | 'featureUpdateList'
  | 'taskSequenceRef';

/** One choice of an enumeration: the text in the document and the key of the words for people. */
export interface PropertyChoice {
  readonly value: string;
  readonly label: Message;
}

/** What a number counts, as the catalogue of the field abbreviates it. */
export type PropertyUnit = 'min' | 's' | 'MB' | 'MHz';

/** What a value must satisfy. Lengths in characters. `…When` texts are `key=value`, `key` or `key is set`. */
export interface PropertyConstraint {
  readonly required?: boolean;
  readonly requiredWhen?: string;
  readonly enabledWhen?: string;
  readonly ignoredWhen?: string;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The provider's own limit where the editor of the field is stricter. */
  readonly maxLengthInClass?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly allowed?: string | readonly string[];
  readonly notAllowed?: readonly string[];
  /** The key of a property that takes its place: the two count one at a time. */
  readonly exclusiveWith?: string;
  /** It does not count while this rule holds. */
  readonly notWith?: string;
  readonly format?: string;
  readonly unit?: PropertyUnit;
}

/** How a property is written in `defaultVarList`. */
export interface VariableMapping {
  readonly name: string;
  readonly property: string;
  readonly hidden: boolean;
}

/** A column of a table or rules property. `member` is the suffix of its flattened variables. */
export interface PropertyColumn {
  readonly key: string;
  readonly label: Message;
  readonly kind: PropertyKind;
  readonly member?: string;
  readonly default?: PropertyDefault;
  readonly constraint?: PropertyConstraint;
  readonly choices?: readonly PropertyChoice[];
  readonly columns?: readonly PropertyColumn[];
}

/** Null: a new step does not write the variable. */
export type PropertyDefault = string | number | boolean | null | readonly [];

export interface StepProperty {
  readonly key: string;
  readonly label: Message;
  readonly kind: PropertyKind;
  readonly default: PropertyDefault;
  /** Null: lives only in the page (a choice derived from others, or an attribute of the step). */
  readonly xml: VariableMapping | null;
  /**
   * A choice that no document has: for each of its values, the keys of the properties that say it. The first value with
   * a property that is not empty is the choice; with none it is the default.
   */
  readonly derived?: Readonly<Record<string, readonly string[]>>;
  /** Environment variable of the field that carries the value while the step runs, if any. */
  readonly environment?: string;
  readonly secret?: boolean;
  /** The step looks for the variable of this name, so that it may be one that only the engine sets. */
  readonly reads?: boolean;
  /** False: kept in the document, not on the page. */
  readonly shown?: boolean;
  readonly tab?: 'options';
  readonly since?: string;
  readonly constraint?: PropertyConstraint;
  readonly choices?: readonly PropertyChoice[];
  readonly columns?: readonly PropertyColumn[];
  readonly help: Message;
}

export type MenuGroup = 'General' | 'Software' | 'Disks' | 'User State' | 'Images' | 'Drivers' | 'Settings';

/** A step as the templates of the Deployment Toolkit have it. */
export interface ToolkitStep {
  readonly action: string;
  readonly successCodes: string;
  readonly runIn: 'WinPEandFullOS' | null;
  /** Names (property and variable are called alike) and values, in their order. */
  readonly variables: readonly (readonly [name: string, value: string])[];
  /** Property of the page that is the text of the command itself. */
  readonly commandProperty?: string;
}

export interface StepDescription {
  readonly id: string;
  readonly label: Message;
  readonly purpose: Message;
  /** Name that a new one gets in the document, as the field gives it: a value, alike in every language. */
  readonly newName: string;
  /** Null: not in the Add menu (a retired type). */
  readonly menu: { readonly group: MenuGroup | 'Top'; readonly position: number } | null;
  readonly element: 'step' | 'subtasksequence' | 'group';
  /** Class of the field in the `type` attribute; groups have none in the document. */
  readonly type: string;
  /** `runIn` of a new step; null where the element has no such attribute. */
  readonly runIn: 'WinPE' | 'FullOS' | 'WinPEandFullOS' | null;
  /** Other values that a person may choose. */
  readonly runInEditable: boolean;
  /** `successCodeList` and `retryCount` of a new step. */
  readonly successCodes: string;
  readonly retryCount: number;
  /** The step can be tried again after an unexpected restart of the computer. */
  readonly retryOption?: true;
  /**
   * Template of the command: `{Property}` is the value of that variable (empty when missing), a part in square
   * brackets is written only if every property in it has a value. Null: no command (group).
   */
  readonly action: string | null;
  /** How the Deployment Toolkit writes a new step of the type; undefined: its sequences do not get one here. */
  readonly toolkit?: ToolkitStep;
  /** Key of the icon in the interface. */
  readonly icon: string;
  /** Deprecated in the field, and kept for what is imported. */
  readonly retired?: true;
  readonly since?: string;
  readonly properties: readonly StepProperty[];
}
