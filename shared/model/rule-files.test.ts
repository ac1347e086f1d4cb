import { expect, it } from 'vitest';
import { ruleFileKind, ruleFileName, splitRuleFiles } from './rule-files.ts';

it('[UST-122] rule files are told by their names alone, at every door', () => {
  const names = [
    'MigDocs.xml',
    ' C:\\usmt\\MIGUSER.XML ',
    'amd64/migapp.xml',
    'sub\\Config.xml',
    'own.xml',
    'toString',
    '',
  ];
  expect(names.map(ruleFileKind)).toEqual([
    ...['documents', 'documents', 'applications', 'configuration', 'own', 'own', 'own'],
  ]);
  expect(ruleFileName(' C:\\Usmt\\MigDocs.xml')).toBe('migdocs.xml');
  expect(splitRuleFiles(' a.xml , ,b.xml,')).toEqual(['a.xml', 'b.xml']);
});
