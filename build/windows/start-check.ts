import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from './result.ts';
import type { Windows } from './windows.ts';

const site = 'out/windows/first-site';
const wanted = ['--import', './build/scripts/node-guard.mjs', '--conditions=source', 'build/scripts/start.ts'];

/** `npm start -- --headless` on a checkout that was never built, ended with Ctrl+C. */
async function startOnce(windows: Windows): Promise<string[]> {
  const there = (path: string): string => join(windows.project, path);
  for (const path of ['out/app', 'out/web', 'out/renderer', site])
    rmSync(there(path), { recursive: true, force: true });
  const { exitCode, output } = await windows.run([...wanted, '--headless', '--site', site], {
    timeoutMs: 180_000,
    answer: (text) => (/Waystation is ready|console-address/.test(text) ? 'SIGINT' : undefined),
  });
  const problems: string[] = [];
  if (!output.includes('Built what was older than its sources: page, hosts.')) problems.push('nothing was built');
  if (!output.includes('Waystation is ready')) problems.push('it did not become ready');
  for (const path of ['out/renderer/index.html', 'out/web/web-host.js', `${site}/site.db`]) {
    if (!existsSync(there(path))) problems.push(`${path} is not there`);
  }
  // A console that was ended as it should be leaves no address and no write-ahead log.
  for (const path of [`${site}/console-address.html`, `${site}/site.db-wal`]) {
    if (existsSync(there(path))) problems.push(`${path} was left behind`);
  }
  if (exitCode !== 0) problems.push(`it ended with ${String(exitCode)}`);
  return problems.length === 0 ? [] : [...problems, output];
}

export async function checkStart(windows: Windows): Promise<Result[]> {
  const before = performance.now();
  const problems = await startOnce(windows);
  const common = { file: 'build/scripts/start.ts', name: 'npm start -- --headless', words: problems.join('\n') };
  const seconds = (performance.now() - before) / 1000;
  return [{ ...common, seconds, outcome: problems.length === 0 ? 'passed' : 'failed' }];
}
