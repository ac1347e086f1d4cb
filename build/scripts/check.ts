// Everything that can be said about the tree without running the product: types, lint, graph, unused code, format, rules.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { type Tool, toolFile } from './tool.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name: Tool, ...args: string[]) => [process.execPath, toolFile(name), ...args];
const script = (name: string, ...args: string[]) => [process.execPath, `build/scripts/${name}`, ...args];

const [chosen, paths] = splitArguments(process.argv.slice(2));
const zones = ['shared', 'electron', 'renderer', 'e2e', 'build'];

const jobs: Record<string, string[]> = {
  lint: bin(
    'eslint',
    '-c',
    'build/config/eslint.config.mjs',
    '--max-warnings',
    '0',
    ...(paths.length > 0 ? paths : zones),
  ),
  types: bin('tsc', '-b'),
  graph: script('graph.ts'),
  unused: bin('knip', '--config', 'build/config/knip.json'),
  format: bin('prettier', '--check', '--log-level', 'warn', 'shared', 'electron', 'renderer', 'e2e', 'build', '*.md'),
  rules: script('spec-rules.ts'),
  documents: script('documents.ts'),
};

const queue = Object.entries(jobs).filter(([name]) => chosen.length === 0 || chosen.includes(name));

/** `check [job…] [-- path…]`: the paths narrow the lint, for a look at one file. */
function splitArguments(given: string[]): [string[], string[]] {
  const at = given.indexOf('--');
  return at === -1 ? [given, []] : [given.slice(0, at), given.slice(at + 1)];
}

function run(name: string, command: string[]): Promise<boolean> {
  const started = performance.now();
  return new Promise((done) => {
    const child = spawn(command[0] ?? '', command.slice(1), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (data: Buffer) => (output += data.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      if (code !== 0 || /^(warning|note):/m.test(output)) console.log(output.trimEnd());
      done(code === 0);
    });
  });
}

async function work(): Promise<boolean> {
  let good = true;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    good = (await run(next[0], next[1])) && good;
  }
  return good;
}

const workers = Array.from({ length: Math.min(2, availableParallelism()) }, work);
const results = await Promise.all(workers);
process.exit(results.every(Boolean) ? 0 : 1);
