import { Button, Tooltip } from '@fluentui/react-components';
import { QuestionCircle20Regular, Search16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Keys } from '../components/parts.tsx';
import { useAnswer, useShell } from './shell-context.tsx';
import { CutText } from '../components/cut-text.tsx';

/** Product mark: two stops joined by the station between them. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <rect x="0" y="0" width="20" height="20" rx="5" fill="var(--colorCompoundBrandBackground)" />
      <path
        d="M4.5 6.2 L7.4 13.4 L10 8 L12.6 13.4 L15.5 6.2"
        fill="none"
        stroke="#fff"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="10" cy="7.2" r="2.1" fill="#fff" />
    </svg>
  );
}

/** Product, site, the way to every command, help. */
export function TitleBar() {
  const shell = useShell();
  const { t } = useTranslation('frame');
  const { data: info } = useAnswer('site.get', {});
  return (
    <header className="ws-titlebar" data-region tabIndex={-1} aria-label={t('titleBar')}>
      <div className="ws-titlebar-left">
        <Mark size={20} />
        <span className="ws-product">{t('product')}</span>
        <span className="ws-site-name">
          <CutText>{info === null ? '' : `${info.code} – ${info.name}`}</CutText>
        </span>
      </div>
      <button type="button" className="ws-command-box" onClick={() => void shell.commands.run('palette.open')}>
        <Search16Regular aria-hidden="true" />
        <span>{t('commandBox')}</span>
        <Keys>Ctrl+Shift+P</Keys>
      </button>
      <div className="ws-titlebar-right">
        <Tooltip content={t('help')} relationship="label">
          <Button
            appearance="subtle"
            size="small"
            icon={<QuestionCircle20Regular />}
            onClick={() => void shell.commands.run('help.shortcuts')}
          />
        </Tooltip>
      </div>
    </header>
  );
}
