import { Radio, RadioGroup, Switch } from '@fluentui/react-components';
import { useId } from 'react';
import type { Settings } from '#shared/model/site';
import { useShell, useSlice } from '../../app/shell-context.tsx';
import { SettingRow } from './setting-row.tsx';

const themes = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][];
const openActions = ['view', 'edit'] as const satisfies readonly Settings['openAction'][];

function useSettings(): { settings: Settings; set: (change: Partial<Settings>) => void } {
  const shell = useShell();
  const settings = useSlice(shell.settings.store, (state) => state.settings);
  return { settings, set: (change) => void shell.attempt(() => shell.settings.set(change)) };
}

/** How the console looks. */
export function AppearanceSettings() {
  const { text } = useShell();
  const { settings, set } = useSettings();
  const uid = useId();
  return (
    <>
      <SettingRow id={`${uid}-theme`} title={text('settings:theme.title')} text={text('settings:theme.text')}>
        <RadioGroup
          layout="horizontal"
          aria-labelledby={`${uid}-theme`}
          value={settings.theme}
          onChange={(_event, data) => set({ theme: data.value as Settings['theme'] })}
        >
          {themes.map((theme) => (
            <Radio key={theme} value={theme} label={text(`settings:theme.${theme}`)} />
          ))}
        </RadioGroup>
      </SettingRow>
      <SettingRow id={`${uid}-rail`} title={text('settings:railLabels.title')} text={text('settings:railLabels.text')}>
        <Switch
          aria-labelledby={`${uid}-rail`}
          aria-describedby={`${uid}-rail-text`}
          checked={settings.railLabels}
          onChange={(_event, data) => set({ railLabels: data.checked })}
        />
      </SettingRow>
      <SettingRow id={`${uid}-welcome`} title={text('settings:welcome.title')} text={text('settings:welcome.text')}>
        <Switch
          aria-labelledby={`${uid}-welcome`}
          aria-describedby={`${uid}-welcome-text`}
          checked={!settings.welcomeDismissed}
          onChange={(_event, data) => set({ welcomeDismissed: !data.checked })}
        />
      </SettingRow>
    </>
  );
}

/** How task sequences open. */
export function SequenceSettings() {
  const { text } = useShell();
  const { settings, set } = useSettings();
  const id = useId();
  return (
    <SettingRow id={id} title={text('settings:openAction.title')} text={text('settings:openAction.text')}>
      <RadioGroup
        layout="horizontal"
        aria-labelledby={id}
        value={settings.openAction}
        onChange={(_event, data) => set({ openAction: data.value as Settings['openAction'] })}
      >
        {openActions.map((action) => (
          <Radio key={action} value={action} label={text(`settings:openAction.${action}`)} />
        ))}
      </RadioGroup>
    </SettingRow>
  );
}
