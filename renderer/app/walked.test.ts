import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { features } from './features.ts';
import { frameDialogs } from './frame-dialogs.ts';

const kinds = ['pages', 'dialogs', 'menus', 'commands'] as const;
const ids = z.array(z.string());
const Ids = z.strictObject({ pages: ids, dialogs: ids, menus: ids, commands: ids });
/** What the walks of the journeys reach, each checked by its walk; and what none reaches, with why. */
const Reach = z.object({
  walks: z.record(z.string(), Ids.partial()),
  unreached: z.record(z.enum(kinds), z.record(z.string(), z.string().min(20))),
});

const file = new URL('../../e2e/pages/walk/reach.json', import.meta.url);

/** Everything that the console draws from a registry. */
const registered = {
  pages: features.flatMap(({ nodes = [], tabKinds = [] }) => [
    ...nodes.map(({ id }) => id),
    ...tabKinds.map(({ kind }) => kind as string),
  ]),
  dialogs: [frameDialogs, ...features.map(({ dialogs = {} }) => dialogs)].flatMap((one) => Object.keys(one)),
  // What opens below a command, and below a node of the tree.
  menus: features.flatMap(({ commands = [], nodes = [] }) => [
    ...commands.filter(({ menu }) => menu !== undefined).map(({ id }) => id),
    ...nodes.flatMap(({ menuScope = [] }) => menuScope),
  ]),
  commands: features.flatMap(({ commands = [] }) => commands.map(({ id }) => id)),
};

describe('the walks through the console', () => {
  const reach = Reach.parse(JSON.parse(readFileSync(file, 'utf8')));

  it.each(kinds)('[UI-552] reach all %s of the registries, or say why not', (kind) => {
    const reached = Object.values(reach.walks).flatMap((walk) => walk[kind] ?? []);
    const without = Object.keys(reach.unreached[kind]);
    expect(registered[kind].filter((id) => !reached.includes(id) && !without.includes(id))).toEqual([]);
    // What is reached needs no reason, and what is gone has no place.
    expect(without.filter((id) => reached.includes(id))).toEqual([]);
    expect([...reached, ...without].filter((id) => !registered[kind].includes(id))).toEqual([]);
  });
});
