import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, createClient } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import type { HeldCopies } from '#shared/model/clipboard';
import type { PackageId } from '#shared/model/ids';
import { PackageId as PackageIdSchema } from '#shared/model/ids';
import type { NodeId } from '#shared/model/sequence';
import { saveDocument } from '#core/store/tables/sequence';
import { createTempSite, type TempSite } from '#core/ports/fakes/temp-site';
import { composeHost, type ComposedHost } from './compose.ts';
import { memoryLog } from './fakes/host.ts';
import { createServer, type Server } from './serve.ts';
import { createMemoryPair } from './transports/memory.ts';

const secret = 'Pa55-w0rd-der-Größe';
const step = (name: string, more = '') =>
  `<step type="SMS_TaskSequence_JoinDomainWorkgroupAction" name="${name}"${more}><action>osdjoin.exe</action><defaultVarList><variable name="OSDJoinPassword" property="DomainPassword"></variable></defaultVarList></step>`;
const test1 =
  '<expression type="SMS_TaskSequence_VariableConditionExpression"><variable name="Operator">equals</variable><variable name="Value">1</variable><variable name="Variable">A</variable></expression>';
const ifAll = `<operator type="and">${test1}${test1}</operator>`;

let temp: TempSite;
let host: ComposedHost;
let server: Server;
let cm: PackageId;
let mdt: PackageId;

interface Window {
  readonly client: Client;
  readonly heard: HeldCopies[];
  readonly stop: () => void;
}

function openWindow(): Window {
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  server.connect(left);
  const client = createClient(right, { build: '1', onFault: (what) => expect.unreachable(what) });
  const heard: HeldCopies[] = [];
  client.on('clipboard.changed', (held) => heard.push(held));
  return { client, heard, stop: () => right.close() };
}

async function addSequence(text: string): Promise<PackageId> {
  const { packageId } = await openWindow().client.call('sequence.create', {
    name: 'S',
    description: '',
    folderId: null,
  });
  await host.core.site.database.write((transaction) =>
    saveDocument(transaction, {
      packageId,
      baseRevision: 1,
      document: Buffer.from(text),
      stepCount: 1,
      at: 1,
      by: 'x',
    }),
  );
  return PackageIdSchema.parse(packageId);
}

/** A sequence open in a window, with its rows as a person sees them. */
async function edit({ client }: Window, packageId: PackageId) {
  const { sessionId, epoch, rows } = await client.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
  const key = { sessionId, epoch };
  return {
    key,
    id: (name: string): NodeId => rows.find((row) => row.name === name)?.id ?? expect.unreachable(name),
    take: async (kind: 'steps' | 'conditions', pasted: string | null = null) =>
      (await client.call('clipboard.take', { ...key, kind, pasted })).taken,
    paste: async (xml: string) => {
      const place = { where: 'into', parentId: null } as const;
      await client.call('editor.apply', { ...key, edits: [{ kind: 'insertRaw', place, xml }] });
      return (await client.call('editor.state', { sessionId })).rows.map((row) => row.name);
    },
  };
}

beforeEach(async () => {
  temp = await createTempSite();
  const { dir } = temp.site;
  await temp.site.close();
  const log = memoryLog();
  host = await composeHost({ siteDirectory: dir, host: 'command-line', log, isConsole: false });
  server = createServer({ handlers: host.handlers, events: host.events, build: '1', log });
  cm = await addSequence(
    `<sequence version="3.10">${step('A')}${step('B').replace('</step>', `<condition>${ifAll}</condition></step>`)}</sequence>`,
  );
  mdt = await addSequence(`<sequence version="3.00" name="M">${step('M', ' startIn=""')}</sequence>`);
});
afterEach(async () => {
  server.close();
  await host.close();
  await temp.remove();
});

test('[EDT-91] what one window copies another one pastes, also one that was opened later and when the first is gone', async () => {
  const [first, second] = [openWindow(), openWindow()];
  const from = await edit(first, cm);
  const { held } = await first.client.call('clipboard.copySteps', { ...from.key, nodeIds: [from.id('B')] });
  expect(held).toEqual({ steps: { number: 1, count: 1 }, conditions: null });
  await expect.poll(() => second.heard).toEqual([held]);
  expect(first.heard).toEqual([]);
  first.stop();
  const third = openWindow();
  expect(await third.client.call('clipboard.held', {})).toEqual(held);
  const into = await edit(third, await addSequence(`<sequence version="3.10">${step('C')}</sequence>`));
  const taken = await into.take('steps');
  expect(await into.paste(taken?.kind === 'steps' ? taken.xml : '')).toEqual(['C', 'B']);
  expect(await into.take('conditions')).toBeNull();
});

test('[EDT-91] conditions are copied beside steps, and each kind keeps its own', async () => {
  const window = openWindow();
  const one = await edit(window, cm);
  await window.client.call('clipboard.copySteps', { ...one.key, nodeIds: [one.id('A'), one.id('B')] });
  const copied = await window.client.call('clipboard.copyConditions', { ...one.key, nodeId: one.id('B'), keys: ['0'] });
  expect(copied.held).toEqual({ steps: { number: 1, count: 2 }, conditions: { number: 2, count: 1 } });
  expect(copied.text).toBe(ifAll);
  expect(await one.take('conditions')).toEqual({ kind: 'conditions', xml: [ifAll] });
  expect(await one.take('steps', copied.text)).toMatchObject({ kind: 'steps' });
});

test('[EDT-91] a secret goes with the steps inside of the site, and what leaves it has a blank in its place', async () => {
  const window = openWindow();
  const one = await edit(window, cm);
  const property = 'DomainPassword';
  await window.client.call('editor.setSecret', { ...one.key, nodeId: one.id('A'), property, value: secret });
  const { text } = await window.client.call('clipboard.copySteps', { ...one.key, nodeIds: [one.id('A')] });
  expect([text.includes('waystation-secret'), text.includes(secret), text.includes('name="A"')]).toEqual([
    false,
    false,
    true,
  ]);
  const into = await edit(window, await addSequence(`<sequence version="3.10">${step('C')}</sequence>`));
  // As a system gives it back: with its own ends of lines, and without what is blank around it.
  for (const pasted of [null, text, ` ${text.replaceAll('>', '>')}\r\n`, '']) {
    const taken = await into.take('steps', pasted);
    expect(taken?.kind === 'steps' && taken.xml.includes('waystation-secret'), String(pasted)).toBe(true);
  }
});

test('[EDT-92] a text that the console did not give is the newer one: steps, or a whole task sequence', async () => {
  const window = openWindow();
  const one = await edit(window, cm);
  await window.client.call('clipboard.copySteps', { ...one.key, nodeIds: [one.id('A')] });
  const whole = `\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<sequence version="3.10">\r\n  <referenceList/>\r\n  ${step('X')}\r\n  <group name="G">${step('Y')}</group>\r\n</sequence>\r\n`;
  expect(await one.take('steps', whole)).toEqual({ kind: 'steps', xml: whole });
  expect(await one.paste(whole)).toEqual(['A', 'B', 'X', 'G', 'Y']);
  const packed = `<SmsTaskSequencePackage><SequenceData>${whole.slice(whole.indexOf('<seq'))}</SequenceData></SmsTaskSequencePackage>`;
  expect((await one.paste(packed)).slice(5)).toEqual(['X', 'G', 'Y']);
  const taken = await one.take('conditions', `<condition>${ifAll}<!-- kept out --></condition>\n${test1}`);
  expect(taken).toEqual({ kind: 'conditions', xml: [ifAll, test1] });
});

test('[EDT-93] what cannot be read is refused with its reason and changes nothing, however long it is', async () => {
  const window = openWindow();
  const one = await edit(window, cm);
  const before = await window.client.call('editor.state', { sessionId: one.key.sessionId });
  const zip = `PK\u0003\u0004\u0014\0\0\0\b\0${'\uFFFD\u0001'.repeat(500)}`;
  const texts: [string, string][] = [
    ['just a word', 'EDIT_INVALID'],
    [zip, 'XML_MALFORMED'],
    ['<rules><rule/></rules>', 'EDIT_INVALID'],
    [`${step('X')} and more`, 'EDIT_INVALID'],
    ['<sequence version="3.10"/>', 'EDIT_INVALID'],
    ['<sequence><group name="G">', 'XML_MALFORMED'],
    ['<!DOCTYPE a [<!ENTITY b "c">]><step/>', 'XML_DOCTYPE'],
    ['<group name="g">'.repeat(2000), 'XML_TOO_DEEP'],
    [`<sequence version="3.10">${step('X').repeat(2000)}`, 'XML_MALFORMED'],
    [ifAll, 'EDIT_INVALID'],
    [`<sequence version="3.00" name="M">${step('X')}</sequence>`, 'EDIT_INVALID'],
    [step('X', ' startIn=""'), 'EDIT_INVALID'],
  ];
  for (const [text, code] of texts) await expect(one.paste(text), text.slice(0, 60)).rejects.toMatchObject({ code });
  const conditions: [string, string][] = [
    ['just a word', 'EDIT_INVALID'],
    [zip, 'XML_MALFORMED'],
    [step('X'), 'EDIT_INVALID'],
    [`${ifAll} text`, 'EDIT_INVALID'],
    ['<condition/>', 'EDIT_INVALID'],
    [test1.repeat(1001), 'EDIT_INVALID'],
    [test1.replace('>1<', `>${'1'.repeat(1_000_001)}<`), 'EDIT_INVALID'],
    ['<condition>'.repeat(2000), 'XML_TOO_DEEP'],
  ];
  for (const [text, code] of conditions)
    await expect(one.take('conditions', text), text.slice(0, 60)).rejects.toMatchObject({ code });
  expect(await window.client.call('editor.state', { sessionId: one.key.sessionId })).toEqual(before);
}, 60_000);

test('[EDT-93] steps of one dialect are not put into a sequence of the other', async () => {
  const window = openWindow();
  const [one, other] = [await edit(window, cm), await edit(window, mdt)];
  await window.client.call('clipboard.copySteps', { ...one.key, nodeIds: [one.id('A')] });
  await expect(other.take('steps')).rejects.toMatchObject({ details: { reason: { say: 'reasons:paste-cm' } } });
  await window.client.call('clipboard.copySteps', { ...other.key, nodeIds: [other.id('M')] });
  await expect(one.take('steps')).rejects.toMatchObject({ details: { reason: { say: 'reasons:paste-mdt' } } });
  const taken = await other.take('steps');
  expect(await other.paste(taken?.kind === 'steps' ? taken.xml : '')).toEqual(['M', 'M']);
});

test('[EDT-95] a part of a condition that no paste takes is not copied, and what was copied before stays', async () => {
  const window = openWindow();
  const long = `<later>${'x'.repeat(1_000_000)}</later>`;
  const one = await edit(
    window,
    await addSequence(
      `<sequence version="3.10">${step('A').replace('</step>', `<condition>${test1}${long}</condition></step>`)}</sequence>`,
    ),
  );
  const copy = (...keys: string[]) =>
    window.client.call('clipboard.copyConditions', { ...one.key, nodeId: one.id('A'), keys });
  await copy('0');
  await expect(copy('0', '1')).rejects.toMatchObject({
    code: 'EDIT_INVALID',
    details: { reason: { say: 'reasons:paste-part-longest' } },
  });
  expect(await one.take('conditions')).toEqual({ kind: 'conditions', xml: [test1] });
});
