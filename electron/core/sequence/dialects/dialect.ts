import type { SequenceDialect, StepVariable } from '#shared/model/sequence';
import type { StepDescription, VariableMapping } from '#shared/steps/step-description';
import type { NewElement } from '../new-element.ts';

/** A variable as far as a command or an order asks for it. */
export type WrittenVariable = Pick<StepVariable, 'name' | 'property' | 'value'>;

/** A step as far as its values that stand outside of its list ask for it. */
export interface WrittenStep {
  readonly type: string;
  readonly action: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly variables: readonly WrittenVariable[];
}

/** How a document writes what it does not show by what it has already. */
interface Writing {
  readonly eol: '\r\n' | '\n';
  /** A sequence without a step is written with each element on a line of its own. */
  readonly isIndented: boolean;
  readonly beforeSlash: '' | ' ';
  /** Empty variables and commands are written as a pair of tags, whatever the document has; an emptied list closes itself. */
  readonly keepsPairs: boolean;
  /** A flag that is not set stays as `false` where it stood; else its attribute goes. */
  readonly keepsFalse: boolean;
}

/**
 * What the two dialects of the field do differently, in one object for each (DOC-70). Nobody else asks which one a
 * document is written in; who has to act differently gets a member here.
 */
export interface Dialect {
  readonly id: SequenceDialect;
  readonly writing: Writing;
  /** Order in which variables of a list are written. */
  readonly order: 'ordinal' | 'as-given';
  /** Where the list of a step stands among its children: the field writes it last, MDT first. */
  readonly listPlace: 'first' | 'last';
  /** Elements whose condition stands before everything else; in the others it stands last. */
  readonly conditionFirst: 'all' | 'groups';
  /** Attributes and lists that repeat a variable (codes, retries, references, values for all steps) follow an edit. */
  readonly hasMirrors: boolean;
  /** The site can pack such a sequence into a zip, and link its calls of other sequences. */
  readonly hasZip: boolean;
  /** Name and mark of a variable that a step does not have yet; undefined when its property alone says them. */
  variableOf(description: StepDescription | undefined, property: string): VariableMapping | undefined;
  /**
   * The command that follows from the variables of a step whose command is `present`, null for a new one; null where it
   * does not follow from them.
   */
  commandOf(
    description: StepDescription | undefined,
    variables: readonly WrittenVariable[],
    present: string | null,
  ): string | null;
  /** True when the text of the command is the property of that name, not a variable. */
  isCommand(type: string, property: string): boolean;
  /** The attribute of a step that holds the property of that name; undefined where a variable does. */
  attributeOf(type: string, property: string): string | undefined;
  /** The command after an edit of a property that it says itself; null where it follows from variables or does not say it. */
  commandWith(type: string, action: string, property: string, value: string): string | null;
  /** What a step says outside of its list, by property (XFER-100). */
  elsewhere(step: WrittenStep): Record<string, string>;
  /** `version` is that of the sequence. Errors: `EDIT_VALUE_INVALID` for a type that the dialect does not have. */
  newStep(description: StepDescription, name: string, version: string): NewElement;
  newGroup(name: string): NewElement;
}
