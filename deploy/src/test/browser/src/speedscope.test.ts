import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ConsoleMessage, Page } from 'playwright-core';
import { base, browserOfSuite, wide } from './browser.ts';

const V2 = `/service/shop?type=cpu&from=now-15m&match=${encodeURIComponent('{version="v2"}')}`;

/** speedscope says what it does, and the driver of a machine without a graphics card that it is slow. */
function isTalk(message: ConsoleMessage): boolean {
  return (
    ['log', 'timeEnd'].includes(message.type()) ||
    (message.type() === 'warning' && message.text().includes('GL Driver Message (OpenGL, Performance'))
  );
}

function opened(profile: string): string {
  return `${base}/speedscope#profileURL=${encodeURIComponent(profile)}`;
}

/** The function's line of the table that speedscope calls sandwich. */
function line(page: Page, name: string) {
  return page.locator('tr', { has: page.getByText(name, { exact: true }) });
}

/** Shares of what is seen below the toolbar, 0 to 1. */
interface Seen {
  /** Neither black, white nor grey: frames alone are. */
  readonly coloured: number;
  readonly bright: number;
}

/** @param counter a page whose policy allows pictures out of memory */
async function seen(page: Page, counter: Page): Promise<Seen> {
  const { width, height } = wide;
  const picture = await page.screenshot({ clip: { x: 0, y: 130, width, height: height - 130 } });
  return counter.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      canvas?.drawImage(bitmap, 0, 0);
      const pixels = canvas?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
      let coloured = 0;
      let bright = 0;
      for (let i = 0; i < pixels.length; i += 4) {
        const most = Math.max(...pixels.slice(i, i + 3));
        const least = Math.min(...pixels.slice(i, i + 3));
        coloured += most - least > 25 ? 4 : 0;
        bright += least > 200 ? 4 : 0;
      }
      return { coloured: coloured / pixels.length, bright: bright / pixels.length };
    },
    [...picture],
  );
}

/** Looks until there are frames. */
async function framesSeen(page: Page, counter: Page): Promise<Seen> {
  const deadline = Date.now() + 20_000;
  let what = await seen(page, counter);
  while (what.coloured < 0.02) {
    assert.ok(Date.now() < deadline, `no frames are drawn: ${JSON.stringify(what)}`);
    what = await seen(page, counter);
  }
  return what;
}

describe('speedscope', () => {
  const browser = browserOfSuite();
  let counter: Page;
  before(async () => {
    counter = await browser.newPage();
  });

  it('shows what is selected on the page of a service', async () => {
    const { page, go, close } = await browser.visit(wide, isTalk);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await go(V2);
    assert.deepEqual(
      asked.filter((path) => path.includes('speedscope')),
      [],
      'it is loaded before somebody opens it',
    );
    await page.getByText('Take it elsewhere').click();
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().includes('format=speedscope')),
      page.getByRole('link', { name: 'Open in speedscope' }).click(),
    ]);

    assert.equal(new URL(answer.url()).searchParams.get('match'), '{version="v2"}');
    await page.waitForFunction(() => document.title === 'shop cpu - speedscope');
    await page.getByText('cpu (2/2)').waitFor();
    await page.waitForFunction(() => document.fonts.check('10px "Source Code Pro"'));
    await framesSeen(page, counter);

    await page.getByText('Sandwich').click();
    await page.getByText('Total', { exact: true }).click();
    await line(page, 'main.load').waitFor();
    await line(page, 'main.(*shop).visit').waitFor();

    await page.goBack();
    await page.getByRole('heading', { name: 'shop' }).waitFor();
    await close();
  });

  it('shows a captured profile', async () => {
    const reason = 'to see it in speedscope';
    const begun = await fetch(`${base}/api/v1/captures`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ match: '{job="shop",version="v1"}', type: 'heap', reason }),
    });
    assert.equal(begun.status, 202);
    const { page, go, close } = await browser.visit(wide, isTalk);
    await go('/captures');
    const row = page.getByRole('row').filter({ hasText: reason }).filter({ hasText: 'done' }).first();
    await row.waitFor({ timeout: 60_000 });
    await row.getByRole('link', { name: /^Open in speedscope\s+heap of 127/ }).click();

    await page.waitForFunction(() => /^heap of 127\.0\.0\.1:\d+ - speedscope$/.test(document.title));
    await framesSeen(page, counter);
    await close();
  });

  it('has the colours that were chosen on the page', async () => {
    const { page, go, close } = await browser.visit(wide, isTalk);
    for (const theme of ['Dark', 'Light']) {
      await go('/service/shop?type=cpu&from=now-15m');
      await page.getByRole('group', { name: 'Colours' }).getByRole('button', { name: theme }).click();
      await page.getByText('Take it elsewhere').click();
      await page.getByRole('link', { name: 'Open in speedscope' }).click();
      await page.getByText('cpu (2/2)').waitFor();

      const { bright } = await framesSeen(page, counter);
      assert.equal(bright > 0.5, theme === 'Light', `${theme}: ${bright} of it is bright`);
    }
    await close();
  });

  it('runs no code but its files, and says nothing about it', async () => {
    const { page, close } = await browser.visit(wide, isTalk);
    const policy = (await page.goto(`${base}/speedscope`))?.headers()['content-security-policy'] ?? '';
    assert.match(policy, /default-src 'none'.*script-src 'self'.*style-src 'self'/);
    assert.doesNotMatch(policy, /unsafe|sha\d|nonce|\*|data:|blob:|https?:/);
    await page.getByText('interactive flamegraph visualizer').waitFor();
    await close();
  });

  it('shows names of C++ as they are, which it would demangle by WebAssembly', async () => {
    const { page, close } = await browser.visit(wide, isTalk);
    await page.route('**/mangled', (route) =>
      route.fulfill({ contentType: 'text/plain', body: 'main;_ZN4shop4loadEv 3\nmain;_RNvC4shop4load 4\n' }),
    );
    await page.goto(opened('/mangled'));
    await page.getByText('Sandwich').click();

    await line(page, '_ZN4shop4loadEv').waitFor();
    await line(page, '_RNvC4shop4load').waitFor();
    await close();
  });

  it('says what is wrong where there is no profile', async () => {
    const { page, close } = await browser.visit(
      wide,
      (message) => isTalk(message) || message.text().includes('the server responded with a status of 400'),
    );
    await page.goto(opened('/api/v1/merge?service=shop&type=cpu&from=never&format=speedscope'));

    await page.getByRole('heading', { name: 'A parameter has a value that cannot be used' }).waitFor();
    await page.getByText(/"never" is no time/).waitFor();
    await close();
  });
});
