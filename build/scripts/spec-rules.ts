// Lists rules without a test and tests with an unknown rule id: behaviour that matters has an id in SPEC.md and in a test's name.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = (patterns: string[]) =>
  globSync(patterns, { cwd: root, exclude: (name) => name === 'node_modules' || name === 'out' });

const rules = new Map<string, string>();
const twice: string[] = [];
for (const file of files(['{shared,electron,renderer,e2e,build}/**/SPEC.md'])) {
  for (const match of readFileSync(root + file, 'utf8').matchAll(/^\s*[-*] \*\*([A-Z]+-\d+)\*\*/gm)) {
    const id = match[1] ?? '';
    if (rules.has(id)) twice.push(`${id}: ${file} and ${rules.get(id) ?? ''}`);
    rules.set(id, file);
  }
}

const tested = new Map<string, string>();
for (const file of files(['{shared,electron,renderer,e2e,build}/**/*.{test,contract,spec}.{ts,tsx}'])) {
  for (const match of readFileSync(root + file, 'utf8').matchAll(/\[((?:[A-Z]+-\d+)(?:[,\s]+[A-Z]+-\d+)*)\]/g)) {
    for (const id of (match[1] ?? '').split(/[,\s]+/)) tested.set(id, file);
  }
}

const untested = [...rules]
  .filter(([id]) => !tested.has(id))
  .map(([id, file]) => `rule without a test: ${id} (${file})`);
const unknown = [...tested]
  .filter(([id]) => !rules.has(id))
  .map(([id, file]) => `test of an unknown rule: ${id} (${file})`);
const problems = [...twice.map((line) => `rule written twice: ${line}`), ...untested, ...unknown];
for (const line of problems) console.log(line);
console.log(
  `${String(rules.size)} rules, ${String(tested.size)} of them named by tests, ${String(problems.length)} problems`,
);
process.exit(problems.length === 0 ? 0 : 1);
