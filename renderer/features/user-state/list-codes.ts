import type { CodeWords } from '../../app/server-list.ts';
import type { Shell } from '../../app/types.ts';
import { behaviors } from './association-rules.ts';

type Text = Pick<Shell, 'text'>;

/** What the columns of associations show for codes, so that the filter finds what is read. */
export function associationCodes({ text }: Text): readonly CodeWords[] {
  const plain = [
    ...(['not-started', 'capturing', 'capture-failed', 'captured', 'waiting', 'damaged', 'restored'] as const),
    ...(['restored-unproven', 'completed'] as const),
  ];
  const state = (condition: string, words: string): CodeWords => ({ code: `state:${condition}`, words });
  return [
    ...plain.map((condition) => state(condition, text(`user-state:association.condition.${condition}`))),
    state('restored-incomplete', text('user-state:association.condition.restored-incomplete', { count: 2 })),
    ...(['side-by-side', 'in-place'] as const).map((type) => ({
      code: `type:${type}`,
      words: text(`user-state:association.type.${type}`),
    })),
    ...behaviors.map((behavior) => ({
      code: `behavior:${behavior}`,
      words: text(`user-state:association.accounts.${accountWords[behavior]}`, { count: 2 }),
    })),
  ];
}

const accountWords = {
  'capture-all-restore-all': 'all',
  'capture-all-restore-specified': 'restoreNamed',
  'capture-specified-restore-specified': 'named',
} as const;

/** The same for migration points. */
export function pointCodes({ text }: Text): readonly CodeWords[] {
  const folders = ['missing', 'read-only', 'full', 'client-limit', 'free-space'] as const;
  return [
    ...folders.map((state) => ({ code: `health:${state}`, words: text(`user-state:point.health.${state}`) })),
    { code: 'health:damaged', words: text('user-state:point.health.damaged', { count: 2 }) },
    { code: 'health:usable', words: text('user-state:point.health.accepts') },
    { code: 'mode:both', words: text('user-state:point.mode.both') },
    { code: 'mode:restoreOnly', words: text('user-state:point.mode.restoreOnly') },
  ];
}
