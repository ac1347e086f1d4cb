import { Link } from '@fluentui/react-components';
import { useState } from 'react';
import { useWords } from '../use-words.ts';

/** So many rows with fields are drawn at a time: a step can have tens of thousands of values. */
const rowsAtATime = 100;

/** The first rows of a long table, how many are left, and what shows more of them. */
export function useFirstRows<T>(all: readonly T[]) {
  const [most, setMost] = useState(rowsAtATime);
  return {
    shown: all.slice(0, most),
    left: Math.max(0, all.length - most),
    showMore: () => setMost((before) => before + rowsAtATime),
  };
}

/** Below the rows of a long table: how many are left, and the next of them. */
export function MoreRows({ left, showMore }: Pick<ReturnType<typeof useFirstRows>, 'left' | 'showMore'>) {
  const words = useWords();
  if (left === 0) return null;
  return (
    <p className="se-note">
      {words('variables.left', { count: left })}{' '}
      <Link as="button" onClick={showMore}>
        {words('variables.more', { amount: Math.min(left, rowsAtATime) })}
      </Link>
    </p>
  );
}
