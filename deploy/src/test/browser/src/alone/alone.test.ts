import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findings } from '../axe.ts';
import { browserOfSuite, narrow } from '../browser.ts';
import { pages } from './pages.ts';

/** What the first visitor sees: a Tributary without a targets file. */
describe('a Tributary that profiles only itself', () => {
  const browser = browserOfSuite();

  for (const [name, path] of Object.entries(pages)) {
    it(`has a ${name} page for everybody, which says nothing to the console`, async () => {
      const { page, go, close } = await browser.visit(narrow);
      await go(path);
      assert.deepEqual(await findings(page), []);
      await close();
    });
  }

  it('is a service of its fleet, with what it uses and fails at, and why its heap is not known', async () => {
    const { page, go, close } = await browser.visit();
    await go('/');

    assert.deepEqual(await page.getByRole('rowheader').allTextContents(), ['tributary']);
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader') });
    await row.getByRole('img', { name: 'Cores of tributary in the last day' }).waitFor();
    await row.getByTitle(/do not tell what is in use/).waitFor();
    await row.getByRole('img', { name: /^Errors of tributary since .*: 0 of \d+ scrapes failed$/ }).waitFor();
    await close();
  });
});
