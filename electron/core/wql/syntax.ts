/** A word that holds a task sequence variable: what it will be is known when the condition is evaluated. */
export interface WqlVariable {
  readonly kind: 'variable';
  readonly text: string;
}

/** `Name`, `TargetInstance.Name`, `IPAddress[0]`: the names from the outside in. */
export interface WqlProperty {
  readonly kind: 'property';
  readonly path: readonly { readonly name: string; readonly index: number | null }[];
}

/** Numbers keep their text: 64 bits of WMI do not fit into a number of ours. */
export type WqlConstant =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' };

export type WqlOperand = WqlProperty | WqlConstant | WqlVariable;

/** `<>` and `!=` are the same; a variable may stand for an operator. */
export type WqlComparison = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'like' | 'notLike';

/** What follows WHERE, as a tree that says for one instance whether it fits. */
export type WqlTest =
  | { readonly kind: 'and' | 'or'; readonly tests: readonly WqlTest[] }
  | { readonly kind: 'not'; readonly test: WqlTest }
  | {
      readonly kind: 'compare';
      readonly operator: WqlComparison | WqlVariable;
      readonly left: WqlOperand;
      readonly right: WqlOperand;
    }
  | { readonly kind: 'isNull'; readonly operand: WqlOperand; readonly isNegated: boolean }
  | { readonly kind: 'isa'; readonly operand: WqlOperand; readonly className: string }
  /** A variable in the place of a whole comparison. */
  | WqlVariable;

export interface WqlSelect {
  readonly kind: 'select';
  readonly columns: 'all' | 'count' | readonly (WqlProperty | WqlVariable)[];
  readonly className: string;
  /** A second name of the class, or null. */
  readonly alias: string | null;
  readonly where: WqlTest | null;
  /** What stands behind a variable that may be a clause of its own: nobody can say what it is. Empty without. */
  readonly rest: string;
}

/** A clause of ASSOCIATORS OF and REFERENCES OF; those that only stand there have the value null. */
export interface WqlClause {
  readonly name: string;
  readonly value: string | null;
}

export interface WqlRelated {
  readonly kind: 'associators' | 'references';
  /** What stands between the braces: the path of an object. */
  readonly object: string;
  readonly clauses: readonly WqlClause[];
}

/** A query that begins with a variable is none yet: the variable may be all of it. */
export interface WqlUnknown {
  readonly kind: 'unknown';
  readonly text: string;
}

export type WqlQuery = WqlSelect | WqlRelated | WqlUnknown;
