import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findings } from './axe.ts';
import { base, browserOfSuite, looks, settled } from './browser.ts';
import { unreached } from './keyboard.ts';
import { pages } from './pages.ts';

/** A wider screen has the same elements in the same order. */
const WIDEST_OTHER = 1440;

/** What is asked twice comes in one go; what is asked again on purpose, later, however slow the machine. */
const POLL_MILLIS = 300;

describe('every page', () => {
  const browser = browserOfSuite();

  for (const [name, path] of Object.entries(pages)) {
    it(`${name} is for everybody, asks each question once, and says nothing to the console`, async () => {
      const { page, go, look, close } = await browser.visit();
      const asked = new Map<string, number>();
      const twice: string[] = [];
      page.on('request', (request) => {
        const now = performance.now();
        if (
          request.url().includes('/api/') &&
          now - (asked.get(request.url()) ?? -POLL_MILLIS) < POLL_MILLIS
        ) {
          twice.push(request.url());
        }
        asked.set(request.url(), now);
      });
      await go(path);
      assert.deepEqual(twice, []);
      for (const one of looks) {
        await look(one);
        await settled(page);

        const as = `${one.scheme}, ${one.width} wide`;
        if (one.width <= WIDEST_OTHER) {
          assert.deepEqual(await findings(page), [], as);
        }
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
          true,
          `the page scrolls sideways: ${as}`,
        );
      }
      await close();
    });

    it(`${name} is reached by keyboard alone`, async () => {
      const { page, go, close } = await browser.visit();
      await go(path);

      assert.deepEqual(await unreached(page), []);
      await close();
    });
  }

  it('may ask Tributary alone, and run no script but its files', async () => {
    const { page, close } = await browser.visit();
    for (const path of Object.values(pages)) {
      const policy = (await page.goto(base + path))?.headers()['content-security-policy'] ?? '';
      assert.match(policy, /default-src 'none'.*script-src 'self'.*style-src 'self'/, path);
      assert.doesNotMatch(policy, /unsafe|\*|data:|blob:|https?:/, path);
    }
    await close();
  });
});
