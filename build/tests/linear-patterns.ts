import vm from 'node:vm';
import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp';

const letters = Array.from(' \t\n\r!"#$%&\'()*+,-./0129:;<=>?@AZ[\\]^_`az{|}~\u0000\u001b\u00e9\u0661\ud800');

/** A text that a part of a pattern matches; good enough to lead into what is repeated. */
function sampleOf(node: AST.Node): string {
  switch (node.type) {
    case 'Character':
      return String.fromCodePoint(node.value);
    case 'CharacterSet':
    case 'CharacterClass':
      return letters.find((letter) => matches(node.raw, letter)) ?? 'a';
    case 'Quantifier':
      return sampleOf(node.element).repeat(Math.min(Math.max(node.min, 1), 3));
    case 'Group':
    case 'CapturingGroup':
    case 'Pattern':
      return node.alternatives[0] === undefined ? '' : sampleOf(node.alternatives[0]);
    case 'Alternative':
      return node.elements.map(sampleOf).join('');
    default:
      return '';
  }
}

function matches(part: string, letter: string): boolean {
  try {
    return new RegExp(`^(?:${part})$`, 'u').test(letter);
  } catch {
    return new RegExp(`^(?:${part})$`).test(letter);
  }
}

interface Repeated {
  readonly before: string;
  readonly pumps: string[];
  /** What the repetition stops at, which is where it begins to be tried again. */
  readonly ends: string[];
}

function endsOf(element: AST.Node): string[] {
  if (element.type !== 'CharacterClass' && element.type !== 'CharacterSet') return [];
  const breaking = letters.find((letter) => !matches(element.raw, letter));
  return breaking === undefined ? [] : [breaking];
}

/** What is repeated without end, with a text that leads there. */
function* repeated(node: AST.Node, before: string): Generator<Repeated> {
  if (node.type === 'Quantifier') {
    if (node.max === Infinity) {
      const { element } = node;
      const parts = 'alternatives' in element ? element.alternatives.map(sampleOf) : [sampleOf(element)];
      const pumps = [...new Set([...parts, parts.join('')])].filter((pump) => pump !== '');
      yield { before, pumps, ends: endsOf(element) };
    }
    yield* repeated(node.element, before);
  } else if (node.type === 'Alternative') {
    let led = before;
    for (const element of node.elements) {
      yield* repeated(element, led);
      led += sampleOf(element);
    }
  } else if ('alternatives' in node) {
    for (const alternative of node.alternatives) yield* repeated(alternative, before);
  }
}

const longestMs = 1000;

/** Milliseconds to look for the pattern in a text; undefined when they are too many. */
function timeOf(literal: string, text: string): number | undefined {
  const context = vm.createContext({ text });
  const script = new vm.Script(`const pattern = ${literal}; pattern.lastIndex = 0; text.replace(pattern, '');`);
  const start = performance.now();
  try {
    script.runInContext(context, { timeout: longestMs });
  } catch (error) {
    // Made in the other realm: no instance of our own `Error`.
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
  return performance.now() - start;
}

/** A linear pattern is through so many characters in a millisecond or two; what takes a square of them is not. */
const manyCharacters = 80_000;
const suspectMs = 40;

/**
 * Asked several times: a machine that is busy makes one of them slow, and not the fastest of all. What did not even end
 * is asked no more: nothing makes a thousand times of a millisecond.
 */
function isSuperLinear(literal: string, attack: (count: number) => string, times: number): boolean {
  const fastest = (count: number): number => {
    let least = Infinity;
    for (let tries = 0; tries < 4; tries += 1) {
      const time = timeOf(literal, attack(count));
      if (time === undefined) break;
      least = Math.min(least, time);
    }
    return least;
  };
  const whole = fastest(times);
  return whole >= suspectMs && (whole === Infinity || whole > 3 * fastest(Math.floor(times / 2)));
}

/**
 * A text for which the pattern takes more than in proportion to its length, or undefined. Asked at length and double
 * length: what is slow because it is long takes twice as long, what is super-linear four times, or does not end.
 */
export function findAttack(literal: string): string | undefined {
  const { pattern } = parseRegExpLiteral(literal);
  const led = [...repeated(pattern, '')];
  const tried = new Set<string>();
  for (const { before, pumps, ends } of led) {
    for (const pump of [...pumps, ...pumps.map((one) => before + one)]) {
      for (const lead of [before, '']) {
        for (const end of ['\u0001', '\n\u0001', 'x', ...ends]) {
          const key = JSON.stringify([lead, pump, end]);
          if (tried.has(key)) continue;
          tried.add(key);
          const manyTimes = Math.floor(manyCharacters / pump.length);
          const attack = (count: number): string => lead + pump.repeat(count) + end;
          if (timeOf(literal, attack(28)) === undefined) return key;
          const whole = timeOf(literal, attack(manyTimes));
          if (whole !== undefined && whole < suspectMs) continue;
          if (isSuperLinear(literal, attack, manyTimes)) return key;
        }
      }
    }
  }
  return undefined;
}
