import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { base, browserOfSuite, settled } from './browser.ts';

/** The merges of a page, answered by hand. */
const MERGES = '**/api/v1/merge?*';

const browser = browserOfSuite();

describe('what fails or is given up', () => {
  it('leaves no figures of another question beside it', async () => {
    const page = await browser.newPage();
    await page.goto(`${base}/service/shop?from=now-15m`);
    await settled(page);
    await page.locator('.profile-head h2', { hasText: /^[\d.]/ }).waitFor();
    await page.goto(`${base}/service/shop?from=now-15m&match=${encodeURIComponent('{version="v9"}')}`);
    await settled(page);
    const before = page.locator('.profile-head h2', { hasText: 'Profile' });
    await before.waitFor();

    // The same within the page, where the older answer was shown until the newer one came.
    await page.goBack();
    await page.locator('.profile-head h2', { hasText: /^[\d.]/ }).waitFor();
    await page.getByLabel('Add a filter by label').selectOption('version');
    await page.getByLabel('Value of version').fill('v9');
    await page.getByRole('button', { name: 'Add' }).click();
    await before.waitFor();
    await settled(page);
    assert.equal(await page.locator('canvas[aria-roledescription="flame graph"]').count(), 0);
    assert.equal(await page.locator('.top-table').count(), 0);
    assert.equal(await page.getByRole('alert').count(), 2, 'once for the time line, once for the profile');
    await page.close();
  });

  it('is given up as a whole, and asked again', async () => {
    const { page, go, close } = await browser.visit();
    await go('/service/shop?from=now-15m');
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(MERGES, async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    await page.getByRole('button', { name: 'heap', exact: true }).click();
    await page.getByRole('region', { name: 'Profile' }).getByRole('button', { name: 'Cancel' }).click();

    await page.getByText('Given up.').first().waitFor();
    assert.equal(await page.locator('.profile-head h2').textContent(), 'Profile');
    assert.equal(await page.locator('.top-table').count(), 0);
    answer();
    await page.unroute(MERGES);
    await page.getByRole('button', { name: 'Ask again' }).first().click();
    await page.locator('.profile-head', { hasText: 'inuse_space' }).waitFor();
    await close();
  });

  it('is asked again when the server is back', async () => {
    const page = await browser.newPage();
    await page.route(MERGES, (route) => route.abort('connectionrefused'));
    await page.goto(`${base}/service/shop?from=now-15m`);
    await page.getByRole('heading', { name: 'Tributary does not answer' }).first().waitFor();
    await page.unroute(MERGES);

    await page.locator('canvas[aria-roledescription="flame graph"]').waitFor();
    await page.getByRole('heading', { name: 'Tributary does not answer' }).waitFor({ state: 'detached' });
    await page.close();
  });
});

describe('the keyboard', () => {
  it('keeps its place where what it was on goes away, and chooses how a filter compares', async () => {
    const { page, go, close } = await browser.visit();
    const focused = () =>
      page.evaluate(() => {
        const { activeElement } = document;
        return activeElement === document.body ? 'nowhere' : (activeElement?.tagName ?? 'nowhere');
      });
    await go('/service/shop?from=now-15m');
    await page.getByLabel('Add a filter by label').selectOption('version');
    const how = page.getByLabel('How to compare');
    await how.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await how.inputValue(), '=~');
    await page.getByLabel('Value of version').fill('v.*');
    await page.keyboard.press('Enter');
    await page.getByText('version=~"v.*"', { exact: true }).waitFor();
    await settled(page);
    assert.notEqual(await focused(), 'nowhere');

    await page.getByRole('button', { name: 'Take away version=~"v.*"' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('version=~"v.*"', { exact: true }).waitFor({ state: 'detached' });
    assert.notEqual(await focused(), 'nowhere');

    const focus = page.getByLabel('Focus', { exact: true });
    await focus.fill('json');
    await page.keyboard.press('Enter');
    await settled(page);
    assert.equal(await focus.evaluate((input) => input === document.activeElement), true);
    await close();
  });
});
