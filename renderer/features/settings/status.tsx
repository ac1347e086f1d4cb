import { useShell } from '../../app/shell-context.tsx';

/** There is no Save: every choice acts when it is made. */
export function SettingsNote({ scope }: { readonly scope: string }) {
  const { text } = useShell();
  return scope === 'settings' ? <span>{text('settings:kept')}</span> : null;
}
