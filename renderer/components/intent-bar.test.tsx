// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { globSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { IntentBar, SpanBar } from './intent-bar.tsx';

afterEach(cleanup);

/** The opening tags of fields in a source, with what is given to them. */
function fieldTags(source: string): readonly string[] {
  return [...source.matchAll(/<(?:Input|Textarea|Select|Dropdown|SearchField|ChoiceField|Combobox)\n?[ >]/g)].map(
    ({ index }) => {
      let depth = 0;
      for (let at = index; at < source.length; at += 1) {
        if (source[at] === '{') depth += 1;
        if (source[at] === '}') depth -= 1;
        if (source[at] === '>' && depth === 0) return source.slice(index, at + 1);
      }
      return source.slice(index);
    },
  );
}

const sources = globSync('renderer/**/*.tsx').filter((file) => !/\.test\.tsx$|fakes[\\/]/.test(file));

describe('colours and sizes', () => {
  it('[UI-536] a bar is green when it ended well, yellow when it warns, red when it failed', () => {
    const drawn = (['success', 'warning', 'paused', 'failed', 'error', 'running', 'skipped'] as const).map((state) => {
      render(<IntentBar state={state} value={1} aria-label={state} />);
      return /ws-bar-(\w+)/.exec(screen.getByRole('progressbar', { name: state }).className)?.[1];
    });
    expect(drawn).toEqual(['success', 'warning', 'warning', 'error', 'error', 'progress', 'progress']);
  });

  it('[UI-536] no bar is drawn by anything else', () => {
    const drawing = sources.filter((file) => readFileSync(file, 'utf8').includes('<ProgressBar'));
    expect(drawing.map((file) => file.replaceAll('\\', '/'))).toEqual(['renderer/components/intent-bar.tsx']);
  });

  it('[UI-536] a span of time has the colours of bars, and grey where nothing was done', () => {
    const drawn = (['success', 'ignored', 'failed', 'running', 'skipped'] as const).map((state) => {
      const { container } = render(<SpanBar state={state} isThin={false} left={0} width={1} />);
      return /ws-bar-(\w+)/.exec(container.innerHTML)?.[1];
    });
    expect(drawn).toEqual(['success', 'warning', 'error', 'progress', 'muted']);
  });

  it('[UI-537] every field of a page or dialog has the same height', () => {
    const tags = sources.flatMap((file) => fieldTags(readFileSync(file, 'utf8')).map((tag) => ({ file, tag })));
    expect(tags.length).toBeGreaterThan(40);
    // Those that are given all their properties at once have their size there; a described field has its own inside.
    const other = tags.filter(
      ({ tag }) => !/\bsize="small"/.test(tag) && !tag.includes('{...') && !tag.includes('fieldKey='),
    );
    expect(other).toEqual([]);
  });
});
