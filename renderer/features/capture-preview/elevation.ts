import type { ElevationUse } from '#shared/model/local-computer';
import type { Shell } from '../../app/types.ts';

/** Asks the system for the rights. This console ends with it, so not while a run is active: nothing is asked in vain. */
export async function startElevated(shell: Shell): Promise<void> {
  const { text, client, toasts } = shell;
  const activeRuns = shell.cache.known('site.summary', {})?.activeRuns ?? 0;
  if (activeRuns > 0) {
    toasts.show({ intent: 'warning', title: text('capture-preview:elevation.runs', { count: activeRuns }) });
    return;
  }
  const answer = await shell.dialogs.ask('confirm', {
    title: text('capture-preview:elevation.question.title'),
    text: text('capture-preview:elevation.question.text'),
    action: text('capture-preview:elevation.question.action'),
    keep: text('capture-preview:elevation.question.keep'),
  });
  if (answer !== 'action') return;
  const { outcome } = await client.call('program.startElevated', {});
  const words = {
    started: 'capture-preview:elevation.started',
    declined: 'capture-preview:elevation.declined',
    'already-elevated': 'capture-preview:elevation.already',
  } as const;
  toasts.show({ intent: outcome === 'declined' ? 'warning' : 'info', title: text(words[outcome]) });
}

/** What a capture cannot do without elevation; what only a restore needs is of no use here. */
export function capturesHelped(helps: readonly ElevationUse[]): readonly ElevationUse[] {
  return helps.filter((use) => use !== 'restore-others');
}
