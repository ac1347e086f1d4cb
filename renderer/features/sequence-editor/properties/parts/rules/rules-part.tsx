import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { type DynamicRule, dynamicRuleLimits, emptyTest } from '#shared/model/dynamic-rules';
import type { StepProperty } from '#shared/steps/step-description';
import { useShell } from '../../../../../app/shell-context.tsx';
import { useWords } from '../../../use-words.ts';
import { MoveButtons, RemoveButton } from '../../row-buttons.tsx';
import { propertyOf, type StepPart } from '../../step-part.ts';
import { useUndoPlace } from '../../use-undo-place.ts';
import { addRule, moveRule, removeRule } from './change-rules.ts';
import { RuleList } from './rule-list.tsx';
import { RuleTestFields, testKinds, useKindName } from './rule-condition.tsx';
import { RuleVariables } from './rule-variables.tsx';
import { type RulesModel, useRules } from './use-rules.ts';
import './rules.css';

/** Which rule is selected, and what moves it. */
function useSelection(model: RulesModel) {
  const words = useWords();
  const shell = useShell();
  const [chosen, setChosen] = useState(0);
  const count = model.rules.length;
  const selected = Math.max(0, Math.min(chosen, count - 1));
  const move = (from: number, to: number) => {
    if (to < 0 || to >= count) return;
    model.change(moveRule(from, to), 'rule-moved');
    setChosen(to);
    shell.announcer.say(words('rules.movedTo', { number: to + 1, count }));
  };
  return {
    selected,
    select: setChosen,
    add: (kind: (typeof testKinds)[number]) => {
      const at = count === 0 ? 0 : selected + 1;
      model.change(addRule(emptyTest(kind), at), 'rule-added');
      setChosen(at);
    },
    move,
    step: (by: 1 | -1) => move(selected, selected + by),
    remove: () => {
      if (count === 0) return;
      model.change(removeRule(selected), 'rule-removed');
      shell.announcer.say(words('rules.removed', { number: selected + 1 }));
    },
  };
}
type Selection = ReturnType<typeof useSelection>;

function AddRule({ selection, property }: { readonly selection: Selection; readonly property: StepProperty }) {
  const words = useWords();
  const nameOf = useKindName(property);
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" icon={<Add16Regular />}>
          {words('rules.add')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {testKinds.map((kind) => (
            <MenuItem key={kind} onClick={() => selection.add(kind)}>
              {nameOf(kind)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Bar(props: { readonly model: RulesModel; readonly selection: Selection; readonly property: StepProperty }) {
  const { model, selection } = props;
  const words = useWords();
  const { selected } = selection;
  const count = model.rules.length;
  return (
    <div className="se-rule-bar">
      {count < dynamicRuleLimits.rules ? (
        <AddRule {...props} />
      ) : (
        <span className="ws-muted ws-small">{words('rules.full', { limit: dynamicRuleLimits.rules })}</span>
      )}
      <span className="ws-grow" />
      <MoveButtons
        at={selected}
        count={count}
        isDisabled={false}
        up={words('rules.up')}
        down={words('rules.down')}
        onStep={selection.step}
      />
      <RemoveButton
        label={words('rules.remove')}
        isDisabled={false}
        isEmpty={count === 0}
        onRemove={selection.remove}
      />
    </div>
  );
}

/** What tells a rule from another: what it asks and sets, not its place. */
function ruleKey({ test, variables }: DynamicRule): string {
  return JSON.stringify([test, variables.map((variable) => ({ ...variable, key: null }))]);
}

function Rules({ part, property }: { readonly part: StepPart; readonly property: StepProperty }) {
  const words = useWords();
  const model = useRules(part.node);
  const selection = useSelection(model);
  const { rules, isReadOnly } = model;
  const { selected } = selection;
  const rule = rules[selected];
  const place = useRef<HTMLElement>(null);
  useUndoPlace(place, rules.map(ruleKey), selection.select);
  const title = words('rules.title', { number: selected + 1, count: rules.length });
  return (
    <section ref={place} className="se-rule-part" aria-label={words.message(property.label)}>
      <strong>{words.message(property.label)}</strong>
      <p className="ws-muted se-note">{words('rules.intro')}</p>
      {isReadOnly ? null : <Bar model={model} selection={selection} property={property} />}
      {rule === undefined ? (
        <p className="ws-muted se-note">{words(isReadOnly ? 'rules.noneView' : 'rules.none')}</p>
      ) : (
        <>
          <RuleList
            rules={rules}
            selected={selected}
            isReadOnly={isReadOnly}
            label={words('rules.list')}
            onSelect={selection.select}
            onMove={selection.move}
            onStep={selection.step}
            onRemove={selection.remove}
          />
          {isReadOnly ? null : <span className="ws-muted ws-small">{words('rules.keys')}</span>}
          <section className="se-rule-one" aria-label={title}>
            <h3 className="se-heading">{title}</h3>
            <RuleTestFields model={model} property={property} index={selected} test={rule.test} />
            <RuleVariables key={selected} model={model} rule={rule} ruleIndex={selected} />
          </section>
        </>
      )}
    </section>
  );
}

/** Rules of Set Dynamic Variables: what they ask of the computer, their order, and what each of them sets. */
export function DynamicVariableRules({ part }: { readonly part: StepPart }) {
  const words = useWords();
  const property = propertyOf(part.description, 'rules');
  const read = part.node.dynamicRules;
  if (read?.state !== 'unreadable') return <Rules part={part} property={property} />;
  return (
    <section className="se-rule-part" aria-label={words.message(property.label)}>
      <strong>{words.message(property.label)}</strong>
      <p className="se-warning">{words('rules.unreadable', { reason: words.message(read.reason) })}</p>
      <p className="ws-muted se-note">{words('rules.unreadableHint')}</p>
      <pre className="se-code" tabIndex={0} aria-label={words('rules.source')}>
        {read.text}
      </pre>
    </section>
  );
}
