import { Button, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { Add16Regular, Delete16Regular, Person20Regular } from '@fluentui/react-icons';
import { Fragment, useEffect, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { DeviceRow } from '#shared/model/device';
import type { AccountBehavior, Association } from '#shared/model/state-migration';
import { useModel, useShell } from '../../app/shell-context.tsx';
import { deviceChecksModel, profilesOf } from '../devices/index.tsx';
import {
  addAccount,
  behaviors,
  closedBehavior,
  namesAccounts,
  suggestedAccounts,
  tidyAccount,
} from './association-rules.ts';

export interface AccountsPageProps {
  readonly source: DeviceRow | null;
  readonly behavior: AccountBehavior;
  readonly accounts: readonly string[];
  readonly associations: readonly Association[];
  /** The association being changed; null for a new one. */
  readonly associationId: Association['id'] | null;
  readonly isTried: boolean;
  readonly onChange: (change: { readonly behavior?: AccountBehavior; readonly accounts?: readonly string[] }) => void;
}

/** The three account choices of the field, and the named accounts where a choice needs them. */
export function AccountsPage(props: AccountsPageProps) {
  const { source, behavior, associations, associationId, onChange } = props;
  const { text } = useShell();
  return (
    <div className="ws-form">
      <RadioGroup
        value={behavior}
        aria-label={text('user-state:association.form.choices')}
        onChange={(_event, { value }) => onChange({ behavior: value as AccountBehavior })}
      >
        {behaviors.map((one) => {
          const closed = closedBehavior(one, source?.id ?? null, associations, associationId);
          const reason = one === 'capture-specified-restore-specified' ? 'closed' : 'closedByOther';
          return (
            <Fragment key={one}>
              <Radio value={one} disabled={closed !== null} label={text(`user-state:association.behavior.${one}`)} />
              {closed === null ? null : (
                <span className="ws-muted ws-small ws-indent-radio">
                  {text(`user-state:association.form.${reason}`, {
                    source: source?.name ?? '',
                    destination: closed.destination,
                  })}
                </span>
              )}
            </Fragment>
          );
        })}
      </RadioGroup>
      {namesAccounts(behavior) ? <NamedAccounts {...props} /> : null}
    </div>
  );
}

function NamedAccounts({ source, behavior, accounts, isTried, onChange }: AccountsPageProps) {
  const { text } = useShell();
  const label =
    behavior === 'capture-all-restore-specified'
      ? 'user-state:association.form.accountsToRestore'
      : 'user-state:association.form.accountsToCapture';
  const add = (name: string): void => onChange({ accounts: addAccount(accounts, name) });
  const isMissing = isTried && accounts.length === 0;
  return (
    <Field
      label={text(label)}
      size="small"
      {...(isMissing ? { validationMessage: text('user-state:association.form.noAccounts') } : {})}
    >
      <div className="ws-minilist" role="group" aria-label={text(label)}>
        <ul className="ws-account-list" aria-label={text('user-state:association.form.accountsList')}>
          {accounts.map((name) => (
            <li key={name}>
              <Person20Regular />
              <span className="ws-grow">{name}</span>
              <Button
                size="small"
                appearance="subtle"
                icon={<Delete16Regular />}
                aria-label={text('user-state:association.form.removeAccount', { name })}
                onClick={() => onChange({ accounts: accounts.filter((one) => one !== name) })}
              />
            </li>
          ))}
        </ul>
        <NewAccount onAdd={add} />
        {source === null ? null : <Suggestions source={source} accounts={accounts} onAdd={add} />}
      </div>
    </Field>
  );
}

function NewAccount({ onAdd }: { readonly onAdd: (name: string) => void }) {
  const { text } = useShell();
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const add = (): void => {
    const name = tidyAccount(typed);
    setIsWrong(name === '');
    if (name === '') return;
    onAdd(name);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter adds the account; it must not create the association yet.
    if (event.key !== 'Enter' || typed.trim() === '') return;
    event.preventDefault();
    add();
  };
  return (
    <div className="ws-minibar ws-account-new">
      <Field
        size="small"
        {...(isWrong ? { validationMessage: text('user-state:association.form.invalidAccount') } : {})}
      >
        <Input
          size="small"
          placeholder={text('user-state:association.form.newAccountHint')}
          aria-label={text('user-state:association.form.newAccount')}
          value={typed}
          onChange={(_event, { value }) => setTyped(value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      <Button size="small" appearance="subtle" icon={<Add16Regular />} onClick={add}>
        {text('user-state:association.form.addAccount')}
      </Button>
    </div>
  );
}

interface SuggestionsProps {
  readonly source: DeviceRow;
  readonly accounts: readonly string[];
  readonly onAdd: (name: string) => void;
}

/** Profiles that were found on the drives of the source. */
function Suggestions({ source, accounts, onAdd }: SuggestionsProps) {
  const { text } = useShell();
  const checks = useModel(deviceChecksModel);
  const state = useStore(checks.store, (all) => all.checks.get(source.id));
  const isMapped = source.connection.kind === 'folder';
  useEffect(() => {
    if (isMapped) checks.ensure(source.id);
  }, [checks, source.id, isMapped]);
  if (state?.status === 'checking') {
    return (
      <p className="ws-muted ws-small">
        {text('user-state:association.form.readingProfiles', { source: source.name })}
      </p>
    );
  }
  const names = suggestedAccounts(profilesOf(state), accounts);
  if (names.length === 0) return null;
  return (
    <div className="ws-row ws-wrap ws-suggestions">
      <span className="ws-muted ws-small">
        {text('user-state:association.form.onSource', { count: names.length, source: source.name })}
      </span>
      {names.map((name) => (
        <Button
          key={name}
          size="small"
          icon={<Add16Regular />}
          aria-label={text('user-state:association.form.addSuggested', { name })}
          onClick={() => onAdd(name)}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}
