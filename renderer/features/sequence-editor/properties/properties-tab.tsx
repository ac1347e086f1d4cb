import { useMemo } from 'react';
import type { NodeDetail } from '#shared/model/sequence';
import { describeNode } from '#shared/steps/catalog';
import { runCommandLine } from '#shared/steps/run-command-line';
import { fullPageOf } from '../model/problems.ts';
import { useWords } from '../use-words.ts';
import { VariableTable } from './variable-table.tsx';
import { DescribedFields } from './described-fields.tsx';
import { CheckField, ChoiceField, PropertyField, type StepPart } from './fields.tsx';
import { withRulesThatCount } from './field-rules.ts';
import { type LayoutItem, layouts } from './layouts.ts';
import { parts } from './parts/parts.ts';

function Item({ part, item }: { readonly part: StepPart; readonly item: LayoutItem }) {
  const words = useWords();
  switch (item.kind) {
    case 'field':
      return <PropertyField part={part} fieldKey={item.key} />;
    case 'check':
      return item.under === undefined ? (
        <CheckField part={part} fieldKey={item.key} />
      ) : (
        <CheckField part={part} fieldKey={item.key}>
          <Items part={part} items={item.under} />
        </CheckField>
      );
    case 'choice':
      return (
        <ChoiceField
          part={part}
          fieldKey={item.key}
          label={item.label}
          isHorizontal={item.isHorizontal ?? false}
          under={(value) => {
            const items = item.under?.[value];
            return items === undefined ? null : <Items part={part} items={items} />;
          }}
        />
      );
    case 'columns':
      return (
        <div className="se-columns">
          {item.columns.map((items, index) => (
            <div key={index} className="se-column">
              <Items part={part} items={items} />
            </div>
          ))}
        </div>
      );
    case 'section':
      return (
        <section className="se-section" aria-label={words(item.heading)}>
          <h3 className="se-heading">{words(item.heading)}</h3>
          <Items part={part} items={item.items} />
        </section>
      );
    case 'part': {
      const Part = parts[item.part];
      return Part === undefined ? null : <Part part={part} />;
    }
    case 'note':
      return <p className="ws-muted se-note">{words(item.text)}</p>;
  }
}

function Items({ part, items }: { readonly part: StepPart; readonly items: readonly LayoutItem[] }) {
  return items.map((item, index) => <Item key={index} part={part} item={item} />);
}

const commonPage: readonly LayoutItem[] = [
  { kind: 'columns', columns: [[{ kind: 'field', key: 'name' }], [{ kind: 'field', key: 'description' }]] },
];

const commandLine = runCommandLine.properties.filter(({ key }) => key === 'commandLine');

/** What the type is, for a step that no description fits: name, description, and the command where it is the step's own. */
const plain = (node: NodeDetail): StepPart['description'] => ({
  id: 'plain',
  label: { say: 'steps:plain.label' },
  purpose: { say: 'steps:plain.purpose' },
  newName: '',
  menu: null,
  element: 'step',
  type: node.type,
  runIn: null,
  runInEditable: true,
  successCodes: '0',
  retryCount: 0,
  action: null,
  icon: '',
  properties: commandLine.filter(({ xml }) => xml !== null && node.elsewhere?.[xml.property] !== undefined),
});

/** The fields of a step: a full page for the types that have one, else a field per property. */
export function PropertiesTab({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const full = fullPageOf(node);
  const description = describeNode(node);
  const shown = useMemo(() => description ?? plain(node), [description, node]);
  if (full !== undefined) return <Items part={{ node, description: full }} items={layouts[full.id] ?? commonPage} />;
  // What has no field is edited by its variables, here too: nothing of a step is out of reach.
  const isWhole =
    description !== undefined &&
    description.properties.every(({ kind }) => kind !== 'table' && kind !== 'rules' && kind !== 'script');
  return (
    <>
      <Items part={{ node, description: shown }} items={commonPage} />
      {description === undefined ? null : <p className="ws-muted se-note">{words.message(description.purpose)}</p>}
      <DescribedFields part={{ node, description: withRulesThatCount(shown) }} />
      {isWhole ? null : (
        <>
          <p className="ws-muted se-note">{words('field.variablesOnly')}</p>
          <VariableTable node={node} hasMeanings />
        </>
      )}
    </>
  );
}
