import { expect, type Page } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { conditionKinds, everyCondition } from '../../fixtures/every-condition.ts';
import { Conditions } from '../conditions.ts';
import { Editor } from '../editor.ts';
import { TaskSequences } from '../task-sequences.ts';
import type { Stop } from './stop.ts';

/** A list with a condition of every kind, and the dialog of each, filled in. */
export function conditionStops(page: Page, file: string): Stop[] {
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  const conditions = new Conditions(page);
  return [
    {
      name: 'conditions-list',
      isWithoutParts: true,
      open: async () => {
        await sequences.open();
        await sequences.importByChoice(file);
        await sequences.closeImport();
        await sequences.edit('Every condition');
        await editor.select(everyCondition);
        await conditions.open();
        await expect(conditions.lines).toHaveCount(conditionKinds.length + 1);
      },
    },
    ...(['if-statement', ...conditionKinds] as const).map((kind, at) => ({
      name: `condition-${kind}`,
      open: async () => {
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
        await conditions.list.focus();
        await page.keyboard.press('Home');
        for (let line = 0; line < at; line += 1) await page.keyboard.press('ArrowDown');
        await expect(conditions.lines.nth(at)).toHaveAttribute('aria-selected', 'true');
        await page.keyboard.press('Enter');
        await expect(editor.frame.dialog(sequenceEditor.conditionDialog.edit[kind])).toBeVisible();
      },
    })),
  ];
}
