import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { findings } from './axe.ts';
import { ask, base, browserOfSuite, launch, looks, settled, visit } from './browser.ts';

/** A range that stands still while profiles come in, which a scrape takes five seconds for at most. */
async function stillRange(): Promise<string> {
  const { profiles } = await ask<{ profiles: readonly { time: string }[] }>(
    '/api/v1/profiles?service=shop&type=cpu&limit=1000',
  );
  const times = profiles.map((profile) => Date.parse(profile.time) / 1000);
  const to = Math.floor(Math.max(...times)) - 6;
  return `from=${to - 900}&to=${to}`;
}

const GRAPH = 'canvas[aria-roledescription="flame graph"]';

async function drawn(page: Page): Promise<void> {
  await page.locator(GRAPH).first().waitFor();
  await settled(page);
}

function parameter(page: Page, name: string): string | null {
  return new URL(page.url()).searchParams.get(name);
}

/** What is said of the selected frame. */
function said(page: Page) {
  return page.locator('.flame-detail .flame-name');
}

/** Waits until keys go to the graph of this name. */
async function focused(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('application', { name }).and(page.locator(':focus')).waitFor();
}

/** A line of a table of functions. */
interface TopLine {
  readonly flat: number;
  readonly cum: number;
  readonly name: string;
}

async function topOnPage(page: Page): Promise<readonly TopLine[]> {
  await page.locator('.top-table tbody tr').first().waitFor();
  return page.locator('.top-table tbody tr').evaluateAll((rows) =>
    rows.map((row) => {
      const [flat, cum] = [...row.querySelectorAll('data')].map(({ value }) => Number(value));
      const name = row.querySelector('th')?.textContent ?? '';
      return { flat: flat ?? 0, cum: cum ?? 0, name: name.replace(/\s+/g, ' ').trim() };
    }),
  );
}

/** What `go tool pprof -top` says of what is downloaded. As the page, it leaves no function out for its rank, and no call for its size. */
function topOfPprof(options: readonly string[], query: string): readonly TopLine[] {
  const text = execFileSync(
    process.env.TRIBUTARY_TEST_GO ?? 'go',
    [
      ...['tool', 'pprof', '-top', '-symbolize=none', '-nodecount=1000', '-edgefraction=0'],
      ...options,
      `${base}/api/v1/merge?${query}`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const line = /^ *(\d+)(?:ns|B)? +[\d.]+% +[\d.]+% +(\d+)(?:ns|B)? +[\d.]+% {2}(.+)$/gm;
  return [...text.matchAll(line)].map(([, flat, cum, name]) => ({
    flat: Number(flat),
    cum: Number(cum),
    name: (name ?? '').replace(/\s+/g, ' ').trim(),
  }));
}

describe('the page of a service', () => {
  const browser = browserOfSuite();
  let range: string;
  before(async () => {
    range = await stillRange();
  });

  const selections: readonly (readonly [what: string, query: string, options: readonly string[]])[] = [
    ['of all', 'type=cpu', ['-unit=ns']],
    [
      'of a filter and a pattern',
      `type=cpu&match=${encodeURIComponent('{version="v2"}')}&focus=json`,
      ['-unit=ns', '-focus=json'],
    ],
    ['of another sample type', 'type=heap&sample_type=alloc_space', ['-unit=B', '-sample_index=alloc_space']],
  ];
  for (const [what, query, options] of selections) {
    it(`has the figures of go tool pprof ${what}`, async () => {
      const { page, go, close } = await browser.visit();
      await go(`/service/shop?${query}&${range}`);
      const shown = await topOnPage(page);

      const expected = topOfPprof(
        options,
        `service=shop&${query.replace(/&(focus|sample_type)=.*/, '')}&${range}`,
      );
      assert.ok(shown.length >= 10);
      assert.deepEqual(shown, expected.slice(0, shown.length));
      await close();
    });
  }

  it('shows one stretch of time, and what came since when it is asked for', async () => {
    const { page, go, close } = await browser.visit();
    const ranges = new Set<string>();
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      // When versions came is asked of weeks.
      if (pathname.endsWith('/merge') || (pathname.endsWith('/series') && !searchParams.has('step'))) {
        ranges.add(`${searchParams.get('from')} to ${searchParams.get('to')}`);
      }
    });
    await go('/service/shop?from=now-15m');
    await drawn(page);

    assert.match([...ranges].join(', '), /^\d+ to \d+$/);
    const [first] = ranges;
    while (ranges.size === 1) {
      await page.getByRole('button', { name: 'Up to now' }).click();
      await settled(page);
    }
    const [from, to] = ([...ranges].at(-1) ?? '').split(' to ').map(Number);
    const [, before] = (first ?? '').split(' to ').map(Number);
    assert.ok(from && to && before);
    assert.equal(to - from, 900);
    assert.ok(to > before, `${to} is no later than ${before}`);
    assert.equal(parameter(page, 'from'), 'now-15m');
    await close();
  });

  it('chooses a range by dragging, and takes it back', async () => {
    const { page, go, close } = await browser.visit();
    await go(`/service/shop?type=cpu&${range}`);
    // They move what is below them when they come.
    await page.getByRole('group', { name: 'Sample type' }).waitFor();
    const plot = page.locator('.time-line .u-over');
    const { width } = (await plot.boundingBox()) ?? { width: 0 };
    await plot.hover({ position: { x: width * 0.5, y: 40 } });
    await page.mouse.down();
    await plot.hover({ position: { x: width * 0.75, y: 45 } });
    await plot.hover({ position: { x: width * 0.999, y: 50 } });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Whole range' }).waitFor();
    await drawn(page);

    const [from, to] = (parameter(page, 'range') ?? '').split('-').map(Number);
    const [start, end] = range.split('&').map((part) => Number(part.split('=')[1]));
    assert.ok(from && to && start && end);
    assert.ok(Math.abs(from - (start + end) / 2) < 120, `${from} is no half of ${range}`);

    await page.getByRole('button', { name: 'Whole range' }).click();
    assert.equal(parameter(page, 'range'), null);
    await close();
  });

  it('filters by a label, switches types, and narrows by a pattern', async () => {
    const { page, go, close } = await browser.visit();
    await go(`/service/shop?${range}`);
    await page.getByLabel('Add a filter by label').selectOption('version');
    await page.getByLabel('Value of version').fill('v2');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('version="v2"', { exact: true }).waitFor();
    assert.equal(parameter(page, 'match'), '{version="v2"}');

    await page.getByRole('group', { name: 'Profile type' }).getByRole('button', { name: 'heap' }).click();
    await page
      .getByRole('group', { name: 'Sample type' })
      .getByRole('button', { name: 'alloc_space' })
      .click();
    await page.locator('.profile-head', { hasText: 'alloc_space' }).waitFor();
    assert.equal(parameter(page, 'sample_type'), 'alloc_space');

    await page.getByLabel('Focus').fill('encoding/json');
    await page.getByLabel('Focus').press('Enter');
    await drawn(page);
    assert.equal(parameter(page, 'focus'), 'encoding/json');
    await close();
  });

  it('is walked by keyboard: zoom, search, sandwich; and a link shows a colleague the same', async () => {
    const { page, go, close } = await browser.visit();
    await go(`/service/shop?type=cpu&${range}`);
    await drawn(page);
    const graph = page.locator(GRAPH);
    await graph.focus();
    const walk: readonly (readonly [key: string, shows: RegExp])[] = [
      ['ArrowDown', /^shop$/],
      ['ArrowDown', /^main\./],
      ['ArrowDown', /^main\.load$/],
      ['ArrowUp', /^main\.run/],
      ['ArrowDown', /^main\.load$/],
    ];
    for (const [key, shows] of walk) {
      await graph.press(key);
      await said(page).filter({ hasText: shows }).waitFor();
    }
    await graph.press('Enter');
    await page.waitForFunction(() => new URLSearchParams(location.search).has('frame'));

    await graph.press('/');
    await page.keyboard.type('json\\.');
    await page.locator('#flame-found', { hasText: / in \d+ frames?/ }).waitFor();
    assert.equal(parameter(page, 'find'), 'json\\.');

    const second = await launch();
    const other = await visit(second);
    await other.page.goto(page.url());
    await drawn(other.page);
    await said(other.page)
      .filter({ hasText: /^main\.load$/ })
      .waitFor();
    assert.equal(
      await other.page.locator('#flame-found').textContent(),
      await page.locator('#flame-found').textContent(),
    );
    assert.equal(
      await other.page.locator('.top-table').textContent(),
      await page.locator('.top-table').textContent(),
    );
    await other.close();
    await second.close();

    await graph.focus();
    await graph.press('s');
    await page.getByRole('heading', { name: 'Callers' }).waitFor();
    assert.equal(parameter(page, 'function'), 'main.load');
    assert.equal(await page.locator(GRAPH).count(), 2);
    await focused(page, /^Callers of main\.load/);
    await page.getByRole('link', { name: 'Back to the graph' }).press('Enter');
    await focused(page, /^Flame graph of shop/);
    await said(page)
      .filter({ hasText: /^main\.load$/ })
      .waitFor();
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'Callers' }).waitFor();
    await page.keyboard.press('Escape');
    await focused(page, /^Flame graph of shop/);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !new URLSearchParams(location.search).has('frame'));
    await close();
  });

  it('says what a pattern lacks, and does not hang on any', async () => {
    const { page, go, close } = await browser.visit();
    await go(`/service/shop?type=cpu&${range}`);
    await drawn(page);
    await page.getByLabel('Find functions by a pattern').fill('(');
    await page.locator('#flame-found', { hasText: 'No pattern' }).waitFor();
    await page.getByLabel('Find functions by a pattern').fill('((.*)*)*$(.*)*x');
    await page.locator('#flame-found', { hasText: /Nothing found|frame/ }).waitFor();
    await close();
  });

  it('says that a pattern matches nothing, and takes it away', async () => {
    const { page, go, close } = await browser.visit();
    await go(`/service/shop?type=cpu&focus=nothing%5C.like.this&${range}`);
    await page.getByRole('heading', { name: 'Nothing matches “nothing\\.like.this”' }).waitFor();
    assert.equal(await page.locator(GRAPH).count(), 0);

    await page.getByRole('button', { name: 'Without Focus' }).click();
    await drawn(page);
    assert.equal(parameter(page, 'focus'), null);
    await close();
  });

  it('says why there is no graph of values below zero, and has them in the table', async () => {
    const { page, go, close } = await browser.visit();
    await page.route('**/api/v1/merge?*format=flamegraph*', async (route) => {
      const response = await route.fetch();
      const graph = (await response.json()) as { readonly total: readonly number[] };
      await route.fulfill({ response, json: { ...graph, total: graph.total.map((value) => -value) } });
    });
    await go(`/service/shop?type=cpu&show=graph&${range}`);
    await page.getByRole('heading', { name: 'These values have no flame graph' }).waitFor();

    await page.getByRole('link', { name: 'show the table' }).click();
    assert.ok((await topOnPage(page)).length > 1);
    await close();
  });

  it('zooms and tells of a frame by pointer', async () => {
    const { page, go, close } = await browser.visit();
    await go(`/service/shop?type=cpu&${range}`);
    await drawn(page);
    const box = await page.locator(GRAPH).boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width * 0.2, box.y + 30);
    await page.locator('.flame-tip', { hasText: /Total.*%.*Self/ }).waitFor();
    await page.mouse.click(box.x + box.width * 0.2, box.y + 30);
    await page.waitForFunction(() => new URLSearchParams(location.search).has('frame'));
    await page.getByRole('button', { name: 'Show all', exact: true }).click();
    await page.waitForFunction(() => !new URLSearchParams(location.search).has('frame'));
    await close();
  });

  it('is for everybody between callers and callees', async () => {
    const { page, go, look, close } = await browser.visit();
    await go(`/service/shop?type=cpu&${range}&function=main.load&find=main`);
    for (const one of looks) {
      await look(one);
      await drawn(page);

      assert.deepEqual(await findings(page), [], `${one.scheme}, ${one.width} wide`);
    }
    await close();
  });
});
