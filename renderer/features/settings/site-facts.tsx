import { Button, Tooltip } from '@fluentui/react-components';
import { Copy20Regular } from '@fluentui/react-icons';
import { useId } from 'react';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import { ErrorText } from '../../components/error-text.tsx';
import { SettingRow } from './setting-row.tsx';

/** A path to be read, and taken along. */
function PathValue({ path }: { readonly path: string }) {
  const shell = useShell();
  const { text } = shell;
  const copy = (): void =>
    void shell.attempt(async () => {
      await navigator.clipboard.writeText(path);
      shell.announcer.say(text('settings:copied'));
    });
  return (
    <span className="ws-row">
      <span className="ws-mono ws-break">{path}</span>
      <Tooltip content={text('settings:copy')} relationship="label">
        <Button size="small" appearance="subtle" icon={<Copy20Regular />} onClick={copy} />
      </Tooltip>
    </span>
  );
}

/** Where secrets are sealed and what follows from it, in plain words. */
export function SecretFacts() {
  const shell = useShell();
  const { text } = shell;
  const { data: info, problem } = useAnswer('site.get', {});
  const id = useId();
  if (info === null) return problem === null ? null : <ErrorText problem={problem} />;
  const { kind, place } = info.secretStore;
  return (
    <>
      <SettingRow
        id={id}
        title={text(kind === 'os' ? 'settings:secrets.os' : 'settings:secrets.keyFile', { place })}
        text={text(kind === 'os' ? 'settings:secrets.osText' : 'settings:secrets.keyFileText')}
      />
      {kind === 'key-file' ? (
        <SettingRow id={`${id}-place`} title={text('settings:secrets.place')} text={text('settings:secrets.placeText')}>
          <PathValue path={place} />
        </SettingRow>
      ) : null}
      <SettingRow
        id={`${id}-exports`}
        title={text('settings:secrets.exports')}
        text={text('settings:secrets.exportsText')}
      />
    </>
  );
}

/** Which site this is, and which program. */
export function SiteFacts() {
  const shell = useShell();
  const { text } = shell;
  const { data: info, problem } = useAnswer('site.get', {});
  const id = useId();
  if (info === null) return problem === null ? null : <ErrorText problem={problem} />;
  const { code, name, directory, version, host, userName } = info;
  return (
    <>
      <SettingRow id={`${id}-site`} title={text('settings:site.site')} text={text('settings:site.siteText')}>
        {text('settings:site.name', { code, name })}
      </SettingRow>
      <SettingRow id={`${id}-folder`} title={text('settings:site.folder')} text={text('settings:site.folderText')}>
        <PathValue path={directory} />
      </SettingRow>
      <SettingRow id={`${id}-user`} title={text('settings:site.user')} text={text('settings:site.userText')}>
        {userName}
      </SettingRow>
      <SettingRow
        id={`${id}-version`}
        title={text('settings:site.version')}
        text={text('settings:site.shownIn', { host: text(`settings:site.hosts.${host}`) })}
      >
        <span className="ws-num">{version}</span>
      </SettingRow>
    </>
  );
}
