import {
  PaintBrush20Regular,
  ServerRegular,
  ShieldKeyhole20Regular,
  TaskListSquareLtr20Regular,
} from '@fluentui/react-icons';
import { useId, useState, type ReactElement } from 'react';
import { useShell } from '../../app/shell-context.tsx';
import { AppearanceSettings, SequenceSettings } from './choices.tsx';
import { SecretFacts, SiteFacts } from './site-facts.tsx';

const sections = [
  { id: 'appearance', icon: <PaintBrush20Regular />, Content: AppearanceSettings },
  { id: 'sequences', icon: <TaskListSquareLtr20Regular />, Content: SequenceSettings },
  { id: 'secrets', icon: <ShieldKeyhole20Regular />, Content: SecretFacts },
  { id: 'site', icon: <ServerRegular fontSize={20} />, Content: SiteFacts },
] as const satisfies readonly { id: string; icon: ReactElement; Content: () => ReactElement | null }[];

/** Choices that act at once, and what the site says about itself. */
export function SettingsPage() {
  const { text } = useShell();
  const uid = useId();
  const [current, setCurrent] = useState<(typeof sections)[number]['id']>('appearance');
  const go = (id: typeof current): void => {
    setCurrent(id);
    // Focus brings it into view, and a reader says where one is.
    document.getElementById(`${uid}-${id}`)?.focus();
  };
  return (
    <div className="ws-settings">
      <nav className="ws-settings-nav" aria-label={text('settings:sections')} data-region tabIndex={-1}>
        {sections.map(({ id, icon }) => (
          <button
            key={id}
            type="button"
            className="ws-settings-item"
            aria-current={id === current ? 'true' : undefined}
            onClick={() => go(id)}
          >
            {icon}
            {text(`settings:section.${id}`)}
          </button>
        ))}
      </nav>
      <div className="ws-settings-scroll" data-region tabIndex={-1}>
        <div className="ws-settings-page">
          {sections.map(({ id, Content }) => (
            <section key={id} aria-labelledby={`${uid}-${id}`}>
              <h2 id={`${uid}-${id}`} tabIndex={-1}>
                {text(`settings:section.${id}`)}
              </h2>
              <div className="ws-section">
                <Content />
              </div>
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}
