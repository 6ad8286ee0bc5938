import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { findings } from './axe.ts';
import { launch, looks, visit } from './browser.ts';
import { unreached } from './keyboard.ts';
import { pages } from './pages.ts';

describe('every page', () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  for (const [name, path] of Object.entries(pages)) {
    for (const look of looks) {
      it(`${name}, ${look.scheme}, ${look.width} wide, is for everybody and says nothing to the console`, async () => {
        const { page, go, complaints, close } = await visit(browser, look);
        await go(path);

        assert.deepEqual(await findings(page), []);
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
          true,
          'the page scrolls sideways',
        );
        assert.deepEqual(complaints, []);
        await close();
      });
    }

    it(`${name} is reached by keyboard alone`, async () => {
      const { page, go, close } = await visit(browser);
      await go(path);

      assert.deepEqual(await unreached(page), []);
      await close();
    });
  }
});
