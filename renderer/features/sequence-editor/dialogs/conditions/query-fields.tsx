import {
  Button,
  Field,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Textarea,
} from '@fluentui/react-components';
import { ChevronDown12Regular } from '@fluentui/react-icons';
import { type RefObject, useRef, useState } from 'react';
import { querySamples } from '#shared/model/conditions/query-samples';
import type { QueryProblem } from '#shared/model/query-problem';
import { type QueryTest, usualNamespace } from '#shared/model/conditions/query-condition';
import { useWords } from '../../use-words.ts';
import type { ConditionBodyProps, FieldSaid } from './condition-body.ts';
import { ConditionTextField } from './condition-text-field.tsx';
import { placeOf } from '../../problem-words.ts';
import { useNamespaceProblem, useQueryProblem } from './use-query-problem.ts';

interface SamplesProps {
  readonly test: QueryTest;
  readonly change: (test: QueryTest) => void;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

function Samples({ test, change, area }: SamplesProps) {
  const words = useWords();
  const [before, setBefore] = useState<QueryTest | null>(null);
  const take = (next: QueryTest) => {
    change(next);
    // After the menu, which gives the focus back to its button: a sample is there to be changed.
    requestAnimationFrame(() => area.current?.focus());
  };
  const put = (next: QueryTest) => {
    if (before === null && test.query.trim() !== '') setBefore(test);
    take(next);
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" type="button">
          {words('conditionDialog.samples')}
          <ChevronDown12Regular className="se-menu-chevron" />
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {querySamples.map((sample) => (
            <MenuItem
              key={sample.id}
              onClick={() =>
                put({
                  ...test,
                  query: sample.query,
                  namespace: 'namespace' in sample ? sample.namespace : usualNamespace,
                })
              }
            >
              {words(`conditionDialog.sample.${sample.id}`)}
            </MenuItem>
          ))}
          {before === null ? null : (
            <MenuItem onClick={() => take(before)}>{words('conditionDialog.sampleBack')}</MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function QueryText(props: {
  readonly query: string;
  readonly change: (query: string) => void;
  readonly said: FieldSaid;
  readonly problem: QueryProblem | null;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}) {
  const words = useWords();
  const { query, change, said, problem, area } = props;
  const place = problem === null ? null : placeOf(query, problem.offset);
  const text =
    problem === null || place === null
      ? said.validationMessage
      : query.includes('\n')
        ? words('conditionDialog.queryPlace', { ...place, problem: words.message(problem.say) })
        : words.message(problem.say);
  const show = () => {
    if (problem === null) return;
    area.current?.focus();
    area.current?.setSelectionRange(problem.offset, problem.offset + problem.length);
  };
  return (
    <>
      <Field
        label={words('conditionDialog.query')}
        hint={words('conditionDialog.queryHint')}
        required
        validationMessage={text}
        validationState={text === null ? 'none' : 'error'}
      >
        <Textarea
          size="small"
          className="se-query"
          resize="vertical"
          textarea={{ ref: area, rows: 5, spellCheck: false }}
          value={query}
          onChange={(_event, data) => change(data.value)}
        />
      </Field>
      {problem === null ? null : (
        <Button size="small" type="button" className="se-form-button" onClick={show}>
          {words('conditionDialog.queryShow')}
        </Button>
      )}
    </>
  );
}

/** A WMI query in its namespace. */
export function QueryFields({ test, change, said }: ConditionBodyProps<QueryTest>) {
  const words = useWords();
  const problem = useQueryProblem(test.query);
  const area = useRef<HTMLTextAreaElement>(null);
  const wrongNamespace = useNamespaceProblem(test.namespace);
  const namespaceSaid: FieldSaid =
    wrongNamespace === null
      ? said('namespace')
      : { validationMessage: words.message(wrongNamespace.say), validationState: 'error' };
  return (
    <>
      <ConditionTextField
        label={words('conditionDialog.namespace')}
        value={test.namespace}
        change={(namespace) => change({ ...test, namespace })}
        said={namespaceSaid}
        isRequired
      />
      <div className="se-form-button">
        <Samples test={test} change={change} area={area} />
      </div>
      <QueryText
        query={test.query}
        change={(query) => change({ ...test, query })}
        said={said('query')}
        problem={problem}
        area={area}
      />
    </>
  );
}
