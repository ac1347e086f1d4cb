import { defaultSettings, Settings } from '#shared/model/site';
import { type Command, type Commands, readPair } from './command.ts';
import { exitCodes, type Output, table } from './output.ts';
import { wrongUse } from './wrong-use.ts';

/** Choices with a name and a word; sizes and columns are the windows' own. */
const names = ['theme', 'openAction', 'railLabels', 'isTreeMinimised', 'welcomeDismissed'] as const;
type SettingName = (typeof names)[number];

/** The words that a setting can have. */
const choices: Readonly<Record<SettingName, readonly string[]>> = {
  theme: Settings.shape.theme.options,
  openAction: Settings.shape.openAction.options,
  railLabels: ['true', 'false'],
  isTreeMinimised: ['true', 'false'],
  welcomeDismissed: ['true', 'false'],
};

function showSettings(output: Output, settings: Settings): void {
  const rows = names.map((name) => [name, String(settings[name]), choices[name].join(', ')]);
  const chosen = Object.fromEntries(names.map((name) => [name, settings[name]]));
  output.result({ settings: chosen }, table(['setting', 'value', 'possible'], rows));
}

/** `theme=dark` as the contract wants it. */
function readSetting(given: string): Partial<Settings> {
  const pair = readPair(given);
  const name = names.find((one) => one.toLowerCase() === pair.name.toLowerCase());
  if (name === undefined) throw wrongUse('no-such-setting', { name: pair.name, names: names.join(', ') });
  const value = choices[name].find((one) => one.toLowerCase() === pair.value.toLowerCase());
  if (value === undefined) {
    throw wrongUse('setting-one-of', { name, choices: choices[name].join(', '), given: pair.value });
  }
  return { [name]: typeof defaultSettings[name] === 'boolean' ? value === 'true' : value };
}

const list: Command = {
  usage: 'setting list',
  needs: 0,
  most: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      showSettings(output, await client.call('setting.get', {}));
      return exitCodes.success;
    }),
};

const set: Command = {
  usage: 'setting set NAME=VALUE…',
  needs: 1,
  run: ({ site, output, words }) => {
    const change = words.map(readSetting).reduce((all, one) => ({ ...all, ...one }), {});
    return site(async (client) => {
      showSettings(output, await client.call('setting.set', change));
      return exitCodes.success;
    });
  },
};

export const settingCommands = { 'setting list': list, 'setting set': set } satisfies Commands;
