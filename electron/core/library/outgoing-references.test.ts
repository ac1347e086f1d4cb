import { describe, expect, it } from 'vitest';
import { outgoingReferences } from './outgoing-references.ts';
import { readModel } from './sequence-bytes.ts';

const variable = (name: string, property: string, value: string): string =>
  `<variable name="${name}" property="${property}">${value}</variable>`;
const step = (type: string, variables: string): string =>
  `<step type="${type}" name="S"><action>x</action><defaultVarList>${variables}</defaultVarList></step>`;

describe('references of an export', () => {
  it('[LIB-14] have the kind that their steps give them and the names that the site knows', () => {
    const list =
      '<reference package="LAB00001" program="run.cmd"/><reference package="00000000"/>' +
      '<reference package="LAB00003"/><reference application="ScopeId_1/Application_2"/><reference package="LAB00001"/>';
    const child = `<subtasksequence name="C" type="SMS_TaskSequence_SubTasksequence"><defaultVarList>${variable('OSDSubTasksequencePackageID', 'TsPackageID', 'LAB00003')}</defaultVarList></subtasksequence>`;
    const steps = step(
      'SMS_TaskSequence_RunCommandLineAction',
      variable('SMSTSRunCommandLinePackageID', 'PackageID', 'LAB00001'),
    );
    const text = `<sequence version="3.10"><referenceList>${list}</referenceList>${steps}${child}</sequence>`;
    const rows = outgoingReferences(readModel(text, 'f'), new Map([['LAB00003', 'Child']]));
    expect(
      rows.map(({ id, program, isApplication, name, packageType }) => [id, program, isApplication, name, packageType]),
    ).toEqual([
      ['LAB00001', 'run.cmd', false, '', 0],
      ['LAB00003', '*', false, 'Child', 4],
      ['ScopeId_1/Application_2', '*', true, '', 0],
      ['LAB00001', '*', false, '', 0],
    ]);
  });
});
