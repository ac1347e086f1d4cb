import { type ReactElement, useState } from 'react';
import { checkConditionTest, type ConditionTest, tidyConditionTest } from '#shared/model/conditions/condition-kinds';
import type { ConditionProblem } from '#shared/model/conditions/expression';
import { assertNever } from '#shared/util/assert-never';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { type EditorText, useWords } from '../use-words.ts';
import type { FieldSaid } from './conditions/condition-body.ts';
import { IfFields } from './conditions/if-fields.tsx';
import { LanguageFields } from './conditions/language-fields.tsx';
import { OsPlatformsFields } from './conditions/os-platforms-fields.tsx';
import { OsVersionFields } from './conditions/os-version-fields.tsx';
import { PlaceFields } from './conditions/place-fields.tsx';
import { QueryFields } from './conditions/query-fields.tsx';
import { RegistryFields } from './conditions/registry-fields.tsx';
import { SoftwareFields } from './conditions/software-fields.tsx';
import { VariableFields } from './conditions/variable-fields.tsx';

interface BodyProps {
  readonly test: ConditionTest;
  readonly old: ConditionTest | null;
  readonly change: (test: ConditionTest) => void;
  readonly said: (field: string) => FieldSaid;
}

/** What the file has, when it is of the same kind. */
function sameKind<T extends ConditionTest>(test: T, old: ConditionTest | null): T | null {
  return old?.kind === test.kind ? (old as T) : null;
}

function Body({ test, old, change, said }: BodyProps): ReactElement {
  const common = { change, said };
  switch (test.kind) {
    case 'if-statement':
      return <IfFields test={test} old={sameKind(test, old)} {...common} />;
    case 'variable':
      return <VariableFields test={test} old={sameKind(test, old)} {...common} />;
    case 'os-platforms':
      return <OsPlatformsFields test={test} old={sameKind(test, old)} {...common} />;
    case 'os-version':
      return <OsVersionFields test={test} old={sameKind(test, old)} {...common} />;
    case 'os-language':
      return <LanguageFields test={test} old={sameKind(test, old)} {...common} />;
    case 'file':
    case 'folder':
      return <PlaceFields test={test} old={sameKind(test, old)} {...common} />;
    case 'registry':
      return <RegistryFields test={test} old={sameKind(test, old)} {...common} />;
    case 'query':
      return <QueryFields test={test} old={sameKind(test, old)} {...common} />;
    case 'software':
      return <SoftwareFields test={test} old={sameKind(test, old)} {...common} />;
    default:
      return assertNever(test);
  }
}

function sayProblem(words: EditorText, { code, values }: ConditionProblem): string {
  return words(`conditionDialog.problem.${code}`, values ?? {});
}

/** One condition of any kind, new or of the file; gives its values back, and never how they are written. */
export function ConditionDialog({ request, close }: DialogProps<'editor.condition'>) {
  const words = useWords();
  const [test, setTest] = useState(request.test);
  const [isAsked, setAsked] = useState(false);
  const old = request.isNew ? null : request.test;
  const tidy = tidyConditionTest(test, old);
  const problems = isAsked ? checkConditionTest(tidy, old) : [];
  const said = (field: string): FieldSaid => {
    const problem = problems.find((one) => one.field === field);
    if (problem === undefined) return { validationMessage: null, validationState: 'none' };
    return { validationMessage: sayProblem(words, problem), validationState: 'error' };
  };
  return (
    <FormDialog
      title={words(`conditionDialog.${request.isNew ? 'add' : 'edit'}.${test.kind}`)}
      action={words(request.isNew ? 'conditionDialog.addAction' : 'conditionDialog.editAction')}
      onClose={() => close()}
      onSubmit={() => {
        setAsked(true);
        if (checkConditionTest(tidy, old).length === 0) close(tidy);
      }}
    >
      <Body test={test} old={old} change={setTest} said={said} />
    </FormDialog>
  );
}
