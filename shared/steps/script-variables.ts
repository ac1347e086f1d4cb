/** What a script names of the variables of a task sequence, each name as often as it stands there. */
export interface ScriptVariables {
  readonly reads: readonly string[];
  readonly sets: readonly string[];
  /** It reads, or sets, variables whose names are made when it runs. */
  readonly readsOthers: boolean;
  readonly setsOthers: boolean;
}

/** How the object of the engine is called where a script does not make it itself: `$tsenv`, `oTSEnv`, `oEnvironment`. */
const usualNames = /^\$?(?:\w+:)?\w*(?:ts_?env|smsenv|oenvironment)/i;
const engine = 'microsoft.sms.tsenvironment';

/** The text without comments that begin a line, and without those between `<#` and `#>`. */
function withoutComments(text: string): string {
  let kept = '';
  let at = 0;
  for (let open = text.indexOf('<#'); open >= 0; open = text.indexOf('<#', at)) {
    const end = text.indexOf('#>', open + 2);
    kept += text.slice(at, open);
    at = end < 0 ? text.length : end + 2;
  }
  return (kept + text.slice(at))
    .split(/\r\n|\r|\n/)
    .filter((line) => !/^(?:#|'|rem\s)/i.test(line.trimStart()))
    .join('\n');
}

/** The names that are given the object of the engine, in small letters. */
function objectsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    if (!line.toLowerCase().includes(engine)) continue;
    const name = /(\$?[\w:]{1,64})\s{0,8}=/.exec(line)?.[1];
    if (name !== undefined) found.add(name.toLowerCase());
  }
  return found;
}

interface Found {
  readonly reads: string[];
  readonly sets: string[];
  readsOthers: boolean;
  setsOthers: boolean;
}

/** How a variable is used; both for what is added to. */
interface Use {
  readonly isRead: boolean;
  readonly isSet: boolean;
}

function add(found: Found, name: string | null, { isRead, isSet }: Use): void {
  if (name === null) {
    if (isRead) found.readsOthers = true;
    if (isSet) found.setsOthers = true;
    return;
  }
  if (isRead) found.reads.push(name);
  if (isSet) found.sets.push(name);
}

/** What follows a name: in PowerShell one `=` sets; in VBScript only at the beginning of a statement, else it compares. */
function readUse(after: string, isShell: boolean, isStatement: boolean): Use {
  const operator = /^\s{0,8}(\+?=)(?!=)/.exec(after)?.[1];
  const isSet = operator !== undefined && (isShell || isStatement);
  return { isSet, isRead: !isSet || operator === '+=' };
}

/** Where an argument ends: at the bracket that closes it; null when none does near by. */
function closeOf(text: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < Math.min(text.length, start + 300); at += 1) {
    const letter = text[at];
    if (letter === '\n') return null;
    if (letter === '(' || letter === '[') depth += 1;
    if (letter !== ')' && letter !== ']') continue;
    if (depth === 0) return at;
    depth -= 1;
  }
  return null;
}

/** The name that an argument gives; null when that is known only when the script runs. */
function nameIn(argument: string): string | null {
  return /^\s*(["'])([\w-]{1,256})\1\s*$/.exec(argument)?.[2] ?? null;
}

const beginsStatement = /(?:^|[\n:;{]|\bthen|\belse)\s*$/i;

/** `$tsenv.Value("X")`, `env.Item("X")`, `env("X")` of the object of the engine. */
function findCalls(text: string, found: Found): void {
  const objects = objectsIn(text);
  const isObject = (name: string) => objects.has(name.toLowerCase()) || usualNames.test(name);
  for (const match of text.matchAll(/(?:\.\s?(?:value|item|getvariables))?\s?[([]/gi)) {
    const before = text.slice(Math.max(0, match.index - 80), match.index);
    const made = /\(\s?new-object[^()\n]{1,70}\)$/i.exec(before)?.[0];
    const name = /\$?[\w:]{1,64}$/.exec(before)?.[0] ?? '';
    const isMember = match[0].startsWith('.');
    const isEngine = made === undefined ? isObject(name) : made.toLowerCase().includes(engine);
    // Without a member only VBScript asks the object, and only one that the script made.
    if (!isEngine || (!isMember && (name.startsWith('$') || !objects.has(name.toLowerCase())))) continue;
    if (/getvariables/i.test(match[0])) {
      found.readsOthers = true;
      continue;
    }
    const start = match.index + match[0].length;
    const close = closeOf(text, start);
    if (close === null) continue;
    const isShell = made !== undefined || name.startsWith('$');
    const isStatement = beginsStatement.test(before.slice(0, before.length - name.length));
    add(found, nameIn(text.slice(start, close)), readUse(text.slice(close + 1, close + 12), isShell, isStatement));
  }
}

/** `$tsenv:X`, `${tsenv:X}`, and items of the drive `tsenv:`. */
function findDrive(text: string, found: Found): void {
  for (const match of text.matchAll(/(\$\{?)?tsenv:/gi)) {
    const start = match.index + match[0].length;
    const [name = ''] = /^[\w-]{0,256}/.exec(text.slice(start, start + 256)) ?? [];
    const mark = match[1];
    if (mark !== undefined) {
      // Without braces a name ends before a hyphen.
      const plain = mark === '$' ? (/^\w*/.exec(name)?.[0] ?? '') : name;
      const after = start + plain.length + (mark === '$' ? 0 : 1);
      if (plain !== '') add(found, plain, readUse(text.slice(after, after + 12), true, true));
      continue;
    }
    const isSet = /(?:set|new|clear|remove)-item(?:property)?\b[^\n|;]{0,60}$/i.test(
      text.slice(Math.max(0, match.index - 80), match.index),
    );
    if (name !== '') add(found, name, { isSet, isRead: !isSet });
    else if (text[start] === '$') add(found, null, { isSet, isRead: !isSet });
  }
}

/**
 * The variables of the sequence that a script reads and sets by the object of the engine (`Microsoft.SMS.TSEnvironment`)
 * or by the drive `tsenv:`, in PowerShell or VBScript. Comments name nothing.
 */
export function variablesOfScript(text: string): ScriptVariables {
  const plain = withoutComments(text);
  const found: Found = { reads: [], sets: [], readsOthers: false, setsOthers: false };
  findCalls(plain, found);
  findDrive(plain, found);
  return found;
}
