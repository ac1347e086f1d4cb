import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/toured.ts';
import { toolStops } from '../pages/tour/tools.ts';
import { focusFault } from '../pages/walk/focus.ts';
import { layoutFaults } from '../pages/walk/layout.ts';
import { showSize, zoomedSize } from '../pages/walk/sizes.ts';
import { Walk } from '../pages/walk/walk.ts';

/** Pages with one fault each, and how it is told. */
const planted: Readonly<Record<string, readonly [html: string, told: RegExp | null]>> = {
  'a text that is cut': ['<p style="width:40px;overflow:hidden;white-space:nowrap">All of this text</p>', /^cut text/],
  'a text that is cut below': ['<div style="height:12px;overflow:hidden"><p>One<br>Two</p></div>', /^cut text/],
  'an ellipsis without the whole': [
    '<p style="width:40px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">All of this text</p>',
    /^cut without its whole/,
  ],
  'an ellipsis with the whole': [
    '<p title="All" style="width:40px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">All of this text</p>',
    null,
  ],
  'a name that is cut in its middle': [
    '<p title="All" style="width:40px;position:relative"><span class="ws-cut-whole" style="position:absolute;inset:0;overflow:hidden;white-space:pre">All of this text</span></p>',
    null,
  ],
  'a button that is cut': [
    '<div style="width:30px;overflow:hidden"><button style="width:60px">A</button></div>',
    /^cut control/,
  ],
  'a button beside the window': ['<button style="position:fixed;left:-30px">Away</button>', /^cut control/],
  'a window that scrolls': ['<div style="width:900px">Wide</div>', /^the window scrolls/],
  'a form that scrolls sideways': [
    '<div style="width:90px;overflow:auto"><div style="width:200px">Wide</div></div>',
    /^scrolls sideways/,
  ],
  'a list that scrolls sideways': [
    '<div role="grid" style="width:90px;overflow:auto"><div style="width:200px">Wide</div></div>',
    null,
  ],
  'a list without room': ['<div role="grid" style="height:9px;overflow:auto"><p>One</p><p>Two</p></div>', /^no room/],
  'a menu outside': ['<div role="menu" style="position:fixed;top:390px">A<br>B</div>', /^outside of the window/],
  'a text under another': [
    '<p style="margin:0">Below</p><p style="position:absolute;margin:0;top:0;background:white">Above it</p>',
    /^covered text/,
  ],
  'a page with nothing in it': ['<p>Frame</p><div data-page="jobs"><div></div></div>', /^nothing is shown/],
  'a page of which nothing is seen': [
    '<p>Frame</p><div data-page="jobs"><p style="visibility:hidden">All of this text</p></div>',
    /^nothing is shown/,
  ],
  'a pane with nothing in it': ['<p>Frame</p><div class="ws-split-pane"></div>', /^nothing is shown/],
  'a page that is not in front': ['<p>Frame</p><div data-page="jobs" hidden></div>', null],
  'nothing at all': ['', /^nothing is shown/],
  nothing: ['<button>Whole</button><p>All of this text</p>', null],
};

test('[UI-550] the walks see what is cut and what is outside of the window, and nothing else', async ({ page }) => {
  await showSize(page, zoomedSize);
  for (const [what, [html, told]] of Object.entries(planted)) {
    await page.setContent(`<body style="margin:0">${html}</body>`);
    const faults = await layoutFaults(page);
    expect([what, faults]).toEqual([what, told === null ? [] : expect.arrayContaining([expect.stringMatching(told)])]);
  }
});

test('[UI-550] the walks see a focus on nothing, and on what is not shown', async ({ page }) => {
  await page.setContent('<button id="one">One</button>');
  expect(await focusFault(page)).toMatch(/nowhere/);
  await page.locator('#one').focus();
  expect(await focusFault(page)).toBeNull();
  await page.locator('#one').evaluate((one) => (one.style.opacity = '0'));
  expect(await focusFault(page)).toMatch(/not seen/);
});

/** Plants one fault of each kind in the console that is open: two in its own page, the others beside it. */
async function plantFaults(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      ['outside', 'pale-in-dark', 'pale-in-contrast'].map((name) => `<p class="planted ${name}">${name}</p>`).join(''),
    );
    const style = new CSSStyleSheet();
    style.replaceSync(`
      .ws-list-title { width: 12px; overflow: hidden; white-space: nowrap }
      .planted { position: fixed; top: 0; left: 0; margin: 0; background: white; color: black }
      .outside { left: -30px }
      .pale-in-dark { top: 40px }
      .ws-dark .pale-in-dark { background: black; color: #222 }
      @media (forced-colors: active) {
        .pale-in-contrast { forced-color-adjust: none; background: black; color: #222 }
      }
    `);
    document.adoptedStyleSheets.push(style);
    let isClosing = false;
    document.addEventListener('keydown', ({ key }) => (isClosing = key === 'Escape'), true);
    document.addEventListener('focusin', ({ target }) => {
      if (isClosing && target instanceof HTMLElement && target.matches('[aria-haspopup="menu"]')) target.blur();
    });
  });
}

test('[UI-610] a walk through the console finds what is cut, outside, pale in one theme only, and a lost focus', async ({
  page,
  toured,
}) => {
  await toured.host.open(page);
  const [jobs] = toolStops(page);
  await jobs?.open();
  await plantFaults(page);
  const walk = new Walk(page);
  await walk.look({ name: 'jobs' });
  const placesOf = (told: RegExp): string[] => [
    ...new Set(Object.entries(walk.faults).flatMap(([fault, places]) => (told.test(fault) ? places : []))),
  ];
  expect(placesOf(/^cut .*h2/)).toEqual(expect.arrayContaining(['jobs 800', 'jobs 1920', 'jobs 200%']));
  expect(placesOf(/^cut text: p.* “outside”/)).toEqual(expect.arrayContaining(['jobs 800', 'jobs 1920', 'jobs 200%']));
  expect(placesOf(/^color-contrast: .*pale-in-dark/)).toContain('jobs dark');
  expect(placesOf(/^color-contrast: .*pale-in-dark/)).not.toContain('jobs light');
  expect(placesOf(/^color-contrast: .*pale-in-contrast/)).toEqual(['jobs contrast']);
  expect(placesOf(/^the focus did not come back from a menu/)).toEqual(
    expect.arrayContaining(['menus of jobs 800', 'menus of jobs 200%']),
  );
});
