// Keeps the documents honest: they exist, the change log is in sentences, and no source file has outgrown its limit.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const problems: string[] = [];

for (const name of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE']) {
  if (!existsSync(root + name)) problems.push(`${name} is missing`);
}

const changes = existsSync(`${root}CHANGELOG.md`) ? readFileSync(`${root}CHANGELOG.md`, 'utf8') : '';
for (const line of changes.split('\n')) {
  if (line.startsWith('- ') && !/^- \[(Added|Fixed|Improved|Removed)\] [A-Z“].*\.$/.test(line)) {
    problems.push(`CHANGELOG.md: not “[Added|Fixed|Improved|Removed] Sentence.”: ${line.slice(0, 80)}`);
  }
}

const sources = globSync(['{shared,electron,renderer,e2e,build}/**/*.{ts,tsx,mjs,cjs}'], { cwd: root });
for (const file of sources) {
  const lines = readFileSync(root + file, 'utf8').split('\n').length - 1;
  if (lines > 400) problems.push(`${file} has ${String(lines)} lines; 400 are allowed`);
}

for (const line of problems) console.log(line);
process.exit(problems.length === 0 ? 0 : 1);
