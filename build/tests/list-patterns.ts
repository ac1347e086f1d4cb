import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A pattern as it stands in the sources, or as what stands there makes it. */
export interface Pattern {
  readonly place: string;
  /** Undefined for one that is made while the program runs, of a text that the sources do not have. */
  readonly literal: string | undefined;
}

function* sourcesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'fakes' && entry.name !== 'node_modules') yield* sourcesBelow(path);
    else if (/\.tsx?$/.test(entry.name) && !/\.(test|contract|fault)\./.test(entry.name)) yield path;
  }
}

/** The text that an expression is, when the file alone says so. */
function constantOf(node: ts.Expression, constants: ReadonlyMap<string, ts.Expression>): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return constantOf(node.expression, constants);
  if (ts.isIdentifier(node)) {
    const known = constants.get(node.text);
    return known === undefined ? undefined : constantOf(known, constants);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [constantOf(node.left, constants), constantOf(node.right, constants)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'String.raw') {
    return templateOf(node.template, constants, ({ rawText }) => rawText ?? '');
  }
  return ts.isTemplateExpression(node) ? templateOf(node, constants, ({ text }) => text) : undefined;
}

function templateOf(
  template: ts.TemplateLiteral,
  constants: ReadonlyMap<string, ts.Expression>,
  textOf: (part: ts.TemplateLiteralLikeNode) => string,
): string | undefined {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return textOf(template);
  let text = textOf(template.head);
  for (const { expression, literal } of template.templateSpans) {
    const part = constantOf(expression, constants);
    if (part === undefined) return undefined;
    text += part + textOf(literal);
  }
  return text;
}

/** The texts that a file keeps under a name of its own. */
function constantsOf(source: ts.SourceFile): Map<string, ts.Expression> {
  const constants = new Map<string, ts.Expression>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement) || (statement.declarationList.flags & ts.NodeFlags.Const) === 0) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer !== undefined) constants.set(name.text, initializer);
    }
  }
  return constants;
}

/** Those of `String` that make a pattern of a text that they are given. */
const makingMethods = new Set(['match', 'matchAll', 'search']);

function isTextual(node: ts.Expression | undefined): node is ts.Expression {
  if (node === undefined) return false;
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isBinaryExpression(node);
}

/** What is made a pattern by a call: by `RegExp`, or by a method that takes a text for one. */
function madeFrom(node: ts.Node): { readonly source: ts.Expression; readonly flags?: ts.Expression } | undefined {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  const [source, flags] = node.arguments ?? [];
  const { expression } = node;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  if (source === undefined) return undefined;
  if (name === 'RegExp') return { source, ...(flags === undefined ? {} : { flags }) };
  return ts.isPropertyAccessExpression(expression) && makingMethods.has(name) && isTextual(source)
    ? { source }
    : undefined;
}

function literalOf(source: string, flags: string): string {
  return String(new RegExp(source, flags));
}

/** Every pattern that a source has: written as one, made of text, or given to a form as what a value has to look like. */
export function patternsOf(text: string, file: string): Pattern[] {
  const found: Pattern[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(source);
  const visit = (node: ts.Node): void => {
    const add = (literal: string | undefined): void => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ place: `${file}:${String(line + 1)}`, literal });
    };
    const made = madeFrom(node);
    if (ts.isRegularExpressionLiteral(node)) {
      // A text is split at every match, whatever the flags say.
      const isSplit = ts.isCallExpression(node.parent) && /\.split$/.test(node.parent.expression.getText());
      add(isSplit && !/g[a-z]*$/.test(node.text) ? `${node.text}g` : node.text);
    } else if (made !== undefined) {
      const [pattern, flags] = [made.source, made.flags].map((one) => one && constantOf(one, constants));
      const isKnown = pattern !== undefined && (made.flags === undefined || flags !== undefined);
      add(isKnown ? literalOf(pattern, flags ?? '') : undefined);
    } else if (ts.isPropertyAssignment(node) && node.name.getText() === 'pattern') {
      const pattern = constantOf(node.initializer, constants);
      if (pattern !== undefined) add(literalOf(pattern, ''));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Every pattern of the program, not those of its tests and tools. */
export function listPatterns(root: string): Pattern[] {
  const files = ['shared', 'electron', 'renderer'].flatMap((folder) => [...sourcesBelow(join(root, folder))]);
  return files.flatMap((file) =>
    patternsOf(readFileSync(file, 'utf8'), file.slice(root.length + 1).replaceAll('\\', '/')),
  );
}
