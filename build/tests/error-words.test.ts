import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ErrorCode } from '#shared/contract/errors';
import { errors } from '#shared/text/en/errors';
import { errorText } from '#shared/text/say';
import { createWords } from '#host/words';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Construction {
  /** File and line, for the message. */
  readonly place: string;
  /** The codes that the expression can have; empty when any code is possible (an error that is only passed on). */
  readonly codes: readonly string[];
  /** Names that the details have in every case; undefined when the type says nothing about names. */
  readonly keys: ReadonlySet<string> | undefined;
}

function placeholders(code: ErrorCode): string[] {
  const { sentence, remedy } = errors[code];
  return [...new Set([...`${sentence} ${remedy}`.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))];
}

/** Literal codes of a type; empty when it is every code there is. */
function codesOf(type: ts.Type): string[] {
  const parts = type.isUnion() ? type.types : [type];
  const codes = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  return codes.length === parts.length && codes.length < ErrorCode.options.length ? codes : [];
}

/** Names that a value of this type has for certain: of a union only those that every part has. */
function keysOf(type: ts.Type): ReadonlySet<string> | undefined {
  if (type.isUnion()) {
    const parts = type.types.map(keysOf);
    return parts.reduce((common, part) =>
      common === undefined || part === undefined ? undefined : new Set([...common].filter((name) => part.has(name))),
    );
  }
  if (type.getStringIndexType() !== undefined) return undefined;
  const certain = type.getProperties().filter((symbol) => (symbol.flags & ts.SymbolFlags.Optional) === 0);
  return new Set(certain.map((symbol) => symbol.name));
}

const zones = ['shared', 'electron/core', 'electron/host', 'electron/main', 'renderer'];

function readConfig(zone: string): ts.ParsedCommandLine {
  const folder = join(root, zone);
  const read = ts.readConfigFile(join(folder, 'tsconfig.json'), (name) => ts.sys.readFile(name));
  return ts.parseJsonConfigFileContent(read.config, ts.sys, folder);
}

/** All zones in one program, read from their sources; the page's library is there because the renderer needs it. */
function createProgram(extra: Readonly<Record<string, string>>): ts.Program {
  const configs = zones.map(readConfig);
  const base = configs.at(-1)?.options ?? {};
  const options = {
    ...base,
    types: ['node'],
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts'],
    composite: false,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options, true);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) =>
    extra[name] === undefined ? getSourceFile(name, target) : ts.createSourceFile(name, extra[name], target, true);
  const rootNames = [...configs.flatMap((config) => config.fileNames), ...Object.keys(extra)];
  return ts.createProgram({ rootNames, options, host });
}

/** With `/` on every system. */
function below(source: ts.SourceFile): string {
  return relative(root, source.fileName).split(sep).join('/');
}

function inZone(source: ts.SourceFile): boolean {
  const name = below(source);
  return zones.some((zone) => name.startsWith(`${zone}/`)) && !/\.(test|contract)\.tsx?$/.test(name);
}

function placeOf(node: ts.Node, source: ts.SourceFile): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${below(source)}:${String(line + 1)}`;
}

/** An error as plain data, `{ code: 'FILE_EXISTS', details: … }`: the page makes such ones. */
function plainError(node: ts.ObjectLiteralExpression) {
  const valueOf = (name: string): ts.Expression | undefined => {
    const found = node.properties.find((one) => one.name?.getText() === name);
    if (found === undefined) return undefined;
    return ts.isPropertyAssignment(found)
      ? found.initializer
      : ts.isShorthandPropertyAssignment(found)
        ? found.name
        : undefined;
  };
  const code = valueOf('code');
  const details = valueOf('details');
  if (code === undefined || details === undefined || !ts.isStringLiteral(code)) return undefined;
  return ErrorCode.safeParse(code.text).success ? { code, details } : undefined;
}

/** Every construction of an `AppError` in the zones, with what the type checker knows of its arguments. */
function listConstructions(extra: Readonly<Record<string, string>>): Construction[] {
  const program = createProgram(extra);
  const checker = program.getTypeChecker();
  const found: Construction[] = [];
  const typesOf = (code: ts.Expression | undefined, details: ts.Expression | undefined) => ({
    codes: code === undefined ? [] : codesOf(checker.getTypeAtLocation(code)),
    keys: details === undefined ? new Set<string>() : keysOf(checker.getTypeAtLocation(details)),
  });
  const visit = (node: ts.Node, source: ts.SourceFile): void => {
    if (ts.isNewExpression(node) && node.expression.getText(source) === 'AppError') {
      const [code, details] = node.arguments ?? [];
      found.push({ place: placeOf(node, source), ...typesOf(code, details) });
    }
    const plain = ts.isObjectLiteralExpression(node) ? plainError(node) : undefined;
    if (plain !== undefined) found.push({ place: placeOf(node, source), ...typesOf(plain.code, plain.details) });
    ts.forEachChild(node, (child) => visit(child, source));
  };
  for (const source of program.getSourceFiles()) if (!source.isDeclarationFile && inZone(source)) visit(source, source);
  return found;
}

/** What is wrong with a construction, or nothing. */
function problemsOf({ place, codes, keys }: Construction): string[] {
  return codes.flatMap((text) => {
    const code = ErrorCode.parse(text);
    if (keys === undefined) return [`${place} ${code}: the details have no known names`];
    const missing = placeholders(code).filter((name) => !keys.has(name));
    return missing.length === 0 ? [] : [`${place} ${code} lacks ${missing.join(', ')}`];
  });
}

/** The compiler writes `/` on every system. */
const planted = join(root, 'shared/util/planted-errors.ts').split(sep).join('/');
const plantedText = `import { AppError } from '../contract/errors.ts';
const details = { file: 'a', name: 'b' };
export const wrong = [
  new AppError('XML_MALFORMED', { file: 'a', line: 1 }),
  new AppError(details.name === '' ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', details),
  new AppError('DEVICE_NOT_FOUND', { ...details }),
  new AppError('DEVICE_NOT_FOUND', {} as Record<string, string>),
  { code: 'DEVICE_BUSY', details, traceId: null },
];
`;

describe('words of errors', () => {
  it('[BLD-4] every error gives what its words name, and one that does not is seen', { timeout: 240_000 }, () => {
    const all = listConstructions({ [planted]: plantedText });
    const isPlanted = (one: Construction): boolean => one.place.includes('planted-errors');
    expect(all.filter((one) => !isPlanted(one)).flatMap(problemsOf)).toEqual([]);
    // An error of every zone that throws was looked at, and the wrong ones were understood.
    for (const zone of ['electron/core', 'electron/host']) {
      expect(all.filter((one) => one.place.startsWith(zone) && one.codes.length > 0).length).toBeGreaterThan(10);
    }
    expect(all.filter(isPlanted).flatMap(problemsOf)).toEqual([
      'shared/util/planted-errors.ts:4 XML_MALFORMED lacks reason, place',
      'shared/util/planted-errors.ts:5 FILE_UNREADABLE lacks reason',
      'shared/util/planted-errors.ts:7 DEVICE_NOT_FOUND: the details have no known names',
      'shared/util/planted-errors.ts:8 DEVICE_BUSY lacks run',
    ]);
  });

  it('[BLD-4] every code has words, and no word is left without its braces filled', () => {
    for (const code of ErrorCode.options) {
      const { sentence, remedy } = errors[code];
      expect(`${sentence} ${remedy}`.replace(/\{\{\w+\}\}/g, ''), code).not.toMatch(/[{}]/);
      // An error of another version may lack details: the page shows a dash, never a brace.
      const shown = errorText(createWords(), code, {});
      expect(`${shown.sentence} ${shown.remedy}`, code).not.toMatch(/[{}]/);
    }
  });
});
