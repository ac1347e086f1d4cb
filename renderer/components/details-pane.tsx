import { Button, Tab, TabList, Tooltip } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { createContext, use, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CutText } from './cut-text.tsx';

export interface DetailsTab {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

export interface DetailsPaneProps {
  readonly icon?: ReactElement;
  readonly title: string;
  readonly tabs: readonly DetailsTab[];
  readonly activeTab: string;
  readonly onTab: (id: string) => void;
}

/** How the pane is put away; without it there is no such button. */
export const CloseDetails = createContext<(() => void) | undefined>(undefined);

/** Facts about what is selected, with tabs in its head. F6 comes here. */
export function DetailsPane({ icon, title, tabs, activeTab, onTab }: DetailsPaneProps) {
  const onClose = use(CloseDetails);
  const { t } = useTranslation('components');
  const active = tabs.find((tab) => tab.id === activeTab) ?? tabs[0];
  return (
    <section className="ws-details" aria-label={t('details')} data-region="details" data-command-scope="">
      <div className="ws-details-head">
        {icon}
        <strong>
          <CutText>{title}</CutText>
        </strong>
        <TabList
          size="small"
          selectedValue={active?.id ?? ''}
          aria-label={t('details')}
          onTabSelect={(_event, data) => onTab(String(data.value))}
        >
          {tabs.map((tab) => (
            <Tab key={tab.id} value={tab.id}>
              {tab.label}
            </Tab>
          ))}
        </TabList>
        <span className="ws-grow" />
        {onClose ? (
          <Tooltip content={t('closeDetails')} relationship="label">
            <Button size="small" appearance="subtle" icon={<Dismiss16Regular />} onClick={onClose} />
          </Tooltip>
        ) : null}
      </div>
      <div className="ws-details-body" role="tabpanel" aria-label={active?.label ?? ''} tabIndex={0}>
        {active?.content}
      </div>
    </section>
  );
}
