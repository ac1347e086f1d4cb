import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { sequenceEditor as text } from '#shared/text/en/sequence-editor';
import { expect, test } from '../fixtures/app.ts';
import { conditionsOf, outline, outlineOf, partOf, scriptText, valuesOf } from '../fixtures/by-hand-pieces.ts';
import { filesWith } from '../fixtures/files-with.ts';
import { waystationDone } from '../fixtures/host.ts';
import { Conditions } from '../pages/conditions.ts';
import { Editor } from '../pages/editor.ts';
import { StepPage } from '../pages/step-page.ts';
import { TaskSequences } from '../pages/task-sequences.ts';
import { openEmptySequence } from '../pages/tour/step-types.ts';

/** It is long, and on a busy machine slow. */
test.setTimeout(300_000);
/** The time that is entered is the time of this computer; the document has UTC. */
test.use({ timezoneId: 'Europe/Berlin' });

const { operator } = text.condition;
const said = text.conditionDialog;
const secrets = {
  join: 'J0urney-join',
  administrator: 'J0urney-admin',
  users: 'J0urney-users',
  rule: 'J0urney-rule',
  pin: '90417263',
} as const;

/** Builds one sequence from the Add menu: every row comes after the one before, the first of a group goes into it. */
class Builder {
  readonly page: Page;
  readonly editor: Editor;
  readonly step: StepPage;
  readonly conditions: Conditions;

  constructor(page: Page) {
    this.page = page;
    this.editor = new Editor(page);
    this.step = new StepPage(page);
    this.conditions = new Conditions(page);
  }

  /** A step of a group of the Add menu, with the name that the field's wizard gives it. */
  async add(group: string, type: string, name = type): Promise<void> {
    await this.editor.add(group, type);
    if (name !== type) await this.editor.nameSelected(name);
  }

  /** The same, as the first step of the group above. */
  async addFirst(group: string, type: string, name = type, level = 2): Promise<void> {
    await this.add(group, type, name);
    await this.editor.frame.command(text.command.moveInto);
    await this.editor.expectSelected(name, level);
  }
}

async function buildCapture(build: Builder): Promise<void> {
  const { page, editor, step, conditions } = build;
  await editor.addGroup('Capture Files and Settings');
  await conditions.open();
  await conditions.addVariable('_SMSTSInWinPE', operator.equals, 'false');
  await conditions.lines.first().click();
  await page.keyboard.press('Control+c');
  await build.addFirst('General', 'Check Readiness');
  await step.fill({ 'Memory, at least': '4096', 'Free disk space, at least': '64000' });
  await step.turn(true, 'Minimum OS version', 'AC power plugged in', 'TPM 2.0 or above is enabled');
  await step.fill({ 'OS version, at least': '10.0.19045' });
  await build.add('Disks', 'Disable BitLocker');
  await step.fill({ 'Resume protection after Windows has been restarted the specified number of times': '2' });
  await build.add('Settings', 'Capture Windows Settings');
  await step.turn(false, 'Migrate time zone');
  await build.add('Settings', 'Capture Network Settings');
  await step.turn(true, 'Migrate domain and workgroup membership');
  await editor.addGroup('Capture User Files and Settings');
  await build.addFirst('User State', 'Request State Store', 'Request User State Storage', 3);
  await step.fill({ 'Number of retries': '5' });
  await build.add('User State', 'Capture User State', 'Capture User Files and Settings');
  await step.fill({ 'User state migration tool package': 'LAB00003' });
  await step.turn(true, 'Skip files using encrypted file system');
  await build.add('User State', 'Release State Store', 'Release User State Storage');
  await editor.select('Capture Files and Settings');
}

async function addPartitions({ step, conditions }: Builder): Promise<void> {
  const title = text.partitionDialog.add;
  await step.choose('GPT');
  const efi = await step.openRow(title);
  await efi.getByRole('textbox', { name: 'Partition name' }).fill('System');
  await conditions.choose(efi, 'Partition type', 'EFI');
  await efi.getByRole('radio', { name: text.partitionDialog.useSpecific }).click();
  await efi.getByRole('textbox', { name: text.partitionDialog.specific }).fill('512');
  await conditions.choose(efi, 'File system', 'FAT32');
  await step.frame.answer(title, text.partitionDialog.addAction);
  const windows = await step.openRow(title);
  await windows.getByRole('textbox', { name: 'Partition name' }).fill('Windows');
  await windows.getByRole('textbox', { name: 'Variable' }).fill('OSDisk');
  await step.frame.answer(title, text.partitionDialog.addAction);
}

async function addAdapter({ step }: Builder): Promise<void> {
  const words = text.adapterDialog;
  const dialog = await step.openRow(words.add);
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Office');
  await dialog.getByRole('radio', { name: words.static }).click();
  const entries = { [words.address]: '10.1.2.3', [words.mask]: '255.255.255.0', [words.gateway]: '10.1.2.1' };
  await dialog.getByRole('button', { name: `Add ${words.address}` }).click();
  await dialog.getByRole('button', { name: `Add ${words.gateway}` }).click();
  for (const [what, value] of Object.entries(entries)) {
    await dialog.getByRole('textbox', { name: `${what} 1`, exact: true }).fill(value);
  }
  await dialog.getByRole('tab', { name: words.dns }).click();
  await dialog.getByRole('button', { name: `Add ${words.dnsServer}` }).click();
  await dialog.getByRole('textbox', { name: `${words.dnsServer} 1`, exact: true }).fill('10.1.2.53');
  await step.frame.answer(words.add, words.addAction);
}

/** Operating system and language, in an If statement of which its own dialog says how it is read. */
async function addImageConditions({ page, editor, conditions }: Builder): Promise<void> {
  await conditions.open();
  await conditions.addIf('all');
  await conditions.add('os-platforms', async (dialog) => {
    await dialog.getByRole('checkbox', { name: 'Windows 11, x64' }).click();
  });
  await conditions.add('os-language', (dialog) => conditions.fill(dialog, { [said.language]: '1031' }));
  await conditions.list.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const dialog = editor.frame.dialog(said.edit['if-statement']);
  await dialog.getByRole('radio', { name: said.ifNot }).click();
  await editor.frame.answer(said.edit['if-statement'], said.editAction);
  await conditions.expectTexts([
    text.conditions.noneOf,
    '  Operating system is All Windows 11 (64-bit)',
    '  Operating system language is German (Germany)',
  ]);
}

async function buildInstall(build: Builder): Promise<void> {
  const { page, editor, step, conditions } = build;
  await editor.addGroup('Install Operating System');
  await build.addFirst('General', 'Restart Computer', 'Restart in Windows PE');
  await step.fill({ 'Notification message': 'The installation begins.' });
  await conditions.open();
  await conditions.pane.getByRole('button', { name: text.conditions.add }).focus();
  await page.keyboard.press('Control+v');
  await expect(conditions.lines).toHaveCount(1);
  await build.add('Disks', 'Format and Partition Disk', 'Partition Disk 0 - BIOS');
  await conditions.open();
  await conditions.addVariable('_SMSTSClientCache', operator.notExists);
  await conditions.addVariable('_SMSTSBootUEFI', operator.notEquals, 'true');
  await build.add('Disks', 'Format and Partition Disk', 'Partition Disk 0 - UEFI');
  await addPartitions(build);
  await build.add('Disks', 'Pre-provision BitLocker');
  await step.choose('Logical drive letter stored in a variable');
  await step.fill({ 'Variable name': 'OSDisk' });
  await build.add('Images', 'Apply Operating System Image', 'Apply Operating System');
  await step.fill({ 'Image package': 'LAB00004' });
  await addImageConditions(build);
  await build.add('Settings', 'Apply Windows Settings');
  await step.fill({ 'User name': 'Contoso', 'Organization name': 'Contoso Ltd', 'UI language': 'de-DE' });
  await step.fill({ 'Time zone': 'W. Europe Standard Time' });
  await step.choose('Enable the account and specify the local administrator password');
  await step.enterSecret('Password', secrets.administrator);
  await build.add('Settings', 'Apply Network Settings');
  await step.choose('Join a domain');
  await step.fill({ Domain: 'contoso.example', 'Domain OU': 'LDAP://OU=New,DC=contoso,DC=example' });
  await step.enterSecret('Password', secrets.join, { Account: 'CONTOSO\\join' });
  await addAdapter(build);
  await build.add('Drivers', 'Auto Apply Drivers', 'Apply Device Drivers');
  await conditions.open();
  await conditions.add('query', (dialog) =>
    conditions.fill(dialog, { [said.query]: "SELECT * FROM Win32_ComputerSystem WHERE Model LIKE 'Contoso%'" }),
  );
  await editor.select('Install Operating System');
}

/** Files, folders, the registry and products: in an If statement, and out of it by keys, and into it by drag. */
async function addApplicationConditions({ page, conditions }: Builder): Promise<void> {
  await conditions.open();
  await conditions.addIf('any');
  await conditions.add('file', async (dialog) => {
    await conditions.fill(dialog, { [said.path]: '%SystemDrive%\\Contoso\\agent.exe' });
    await dialog.getByRole('checkbox', { name: said.checkVersion }).click();
    await conditions.fill(dialog, { [said.version]: '1.2.3' });
    await dialog.getByRole('checkbox', { name: said.checkTime }).click();
    await conditions.choose(dialog.locator('.se-indented').last(), said.operator, operator.less);
    await dialog.getByLabel(/^Date and time/).fill('2026-03-01T08:30:00');
  });
  await conditions.add('folder', (dialog) => conditions.fill(dialog, { [said.path]: '%SystemDrive%\\Contoso' }));
  await conditions.add('registry', async (dialog) => {
    await conditions.fill(dialog, { [said.key]: 'SOFTWARE\\Contoso', [said.valueName]: 'Wanted' });
    await conditions.choose(dialog, said.operator, operator.equals);
    await conditions.choose(dialog, said.type, 'REG_DWORD');
    await conditions.fill(dialog, { [said.data]: '1' });
  });
  await conditions.list.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(conditions.lines.nth(3)).toHaveAttribute('aria-level', '1');
  await conditions.add('software', async (dialog) => {
    await dialog.getByRole('radio', { name: said.matchAny }).click();
    await conditions.fill(dialog, {
      [said.upgradeCode]: '01234567-89ab-cdef-0123-456789abcdef',
      [said.productName]: 'Contoso Agent',
    });
  });
  await expect(conditions.lines.nth(4)).toHaveAttribute('aria-level', '1');
  await conditions.lines.nth(4).dragTo(conditions.lines.first());
  await conditions.expectTexts([
    text.conditions.any,
    /^ {2}File .*version is greater than or equals 1\.2\.3, time stamp is less than 2026-03-01 08:30$/,
    '  Folder %SystemDrive%\\Contoso exists',
    '  Any version of Contoso Agent is installed',
    'Registry HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso, value Wanted equals 1',
  ]);
}

async function addRule({ page, step }: Builder): Promise<void> {
  await step.pane.getByRole('button', { name: text.rules.add }).click();
  await page.getByRole('menuitem', { name: 'Make and Model' }).click();
  await step.fill({ Make: 'Contoso', Model: 'Tablet*' });
  await step.fill({ [text.rules.newName]: 'IsTablet' });
  await step.pane.getByRole('textbox', { name: text.rules.newValue }).fill('yes');
  await page.keyboard.press('Enter');
  await expect(step.pane.getByRole('textbox', { name: 'Value of IsTablet' })).toHaveValue('yes');
  await step.fill({ [text.rules.newName]: 'TabletKey' });
  await step.pane.getByRole('button', { name: text.rules.addVariable }).click();
  await step.turn(true, 'Do not display the value of TabletKey');
  await step.enterSecret('TabletKey in rule 1', secrets.rule);
}

async function buildSetup(build: Builder): Promise<void> {
  const { editor, step } = build;
  await editor.addGroup('Setup Operating System');
  await build.addFirst('Images', 'Setup Windows and ConfigMgr', 'Setup Windows and Configuration Manager');
  await step.fill({ 'Client package': 'LAB00002', 'Installation properties': 'SMSMP=mp.contoso.example' });
  await build.add('Disks', 'Enable BitLocker');
  await step.choose('TPM and PIN', 'The Configuration Manager database');
  await step.enterSecret('PIN', secrets.pin);
  await step.select('Disk encryption mode', 'XTS_AES256');
  await build.add('Software', 'Install Software Updates', 'Install Updates');
  await step.choose('Available for installation - All software updates');
  await build.add('Software', 'Install Application', 'Install Applications');
  await step.addToList('ScopeId_1/Application_1', 'ScopeId_1/Application_2');
  await step.turn(true, 'If an application fails, continue installing other applications in the list');
  await addApplicationConditions(build);
  await build.add('General', 'Set Dynamic Variables');
  await addRule(build);
  await build.add('General', 'Run PowerShell Script');
  await step.choose('Enter a PowerShell script');
  await step.pane.getByRole('textbox', { name: 'Enter a PowerShell script' }).fill(scriptText);
  await step.fill({ Parameters: '-Wait', 'Output to task sequence variable': 'Answer' });
  await editor.addGroup('Restore User Files and Settings');
  await build.addFirst('User State', 'Request State Store', 'Request User State Storage', 3);
  await step.choose('Restore state from another computer');
  await build.add('User State', 'Restore User State', 'Restore User Files and Settings');
  await step.turn(true, 'Restore local computer user profiles');
  await step.enterSecret('Password', secrets.users);
  await build.add('User State', 'Release State Store', 'Release User State Storage');
}

test('[E2E-15] an installation is built by hand from the Add menu, with conditions of every kind', async ({
  openConsole,
  site,
  folder,
}) => {
  const page = await openConsole();
  const build = new Builder(page);
  await openEmptySequence(page, 'By hand');
  await test.step('Capture Files and Settings', () => buildCapture(build));
  await test.step('Install Operating System', () => buildInstall(build));
  await test.step('Setup Operating System', () => buildSetup(build));
  await build.editor.save(2);

  const printed = await waystationDone('sequence', 'print', 'WAY00005', '--site', site);
  expect(outlineOf(printed)).toEqual(outline);
  for (const [name, condition] of Object.entries(conditionsOf)) {
    expect(partOf(printed, name, 'condition'), name).toBe(condition);
  }
  for (const [name, pieces] of Object.entries(valuesOf)) {
    const values = partOf(printed, name, 'defaultVarList');
    for (const piece of pieces) expect(values, name).toContain(piece);
  }

  const sequences = new TaskSequences(page);
  await build.editor.frame.consoleTab.click();
  await sequences.select('By hand');
  const exported = await sequences.export('by-hand.zip', folder);
  await waystationDone('site', 'init', '--code', 'TWO', '--site', join(folder, 'second'));
  await waystationDone('sequence', 'import', exported, '--site', join(folder, 'second'));
  const there = await waystationDone('sequence', 'print', 'TWO00001', '--site', join(folder, 'second'));
  expect(there).toBe(printed);
  for (const secret of Object.values(secrets)) {
    expect(printed).not.toContain(secret);
    expect(filesWith(folder, secret)).toEqual([]);
  }
});
