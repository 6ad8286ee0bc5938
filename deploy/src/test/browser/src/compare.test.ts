import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserOfSuite, settled } from './browser.ts';

const VERSIONS = `/compare?service=shop&type=cpu&from=now-15m&base.match=${encodeURIComponent('{version="v1"}')}&match=${encodeURIComponent('{version="v2"}')}`;

describe('the comparison', () => {
  const browser = browserOfSuite();

  it('of two versions is a link away, and shows the function that changed', async () => {
    const { page, go, close } = await browser.visit();
    await go('/service/shop?from=now-15m');
    await page.getByRole('link', { name: 'Compare v1 → v2' }).click();
    await page.getByRole('heading', { name: 'What grew and shrank' }).waitFor();
    await settled(page);
    await page.getByRole('button', { name: 'Cumulative' }).click();

    // What v1 does not have, and what v2 does not.
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
    assert.match((await row('main.(*shop).recommend').textContent()) ?? '', /^\+.*new/);
    assert.match((await row('main.rankReviews').textContent()) ?? '', /^−.*gone/);
    assert.match((await row('main.scoreReviews').textContent()) ?? '', /^\+.*new/);
    await close();
  });

  it('of a deploy is a link away, with as long before it as it lasts', async () => {
    const { page, go, close } = await browser.visit();
    await go('/service/catalogue?from=now-2d');
    const deploys = page.getByRole('list', { name: 'Deploys' });
    assert.match((await deploys.textContent()) ?? '', /^v1 → v2 first seen/);
    await deploys.getByRole('link').click();
    await page.getByRole('heading', { name: 'What grew and shrank' }).waitFor();
    await settled(page);

    const query = new URL(page.url()).searchParams;
    const seconds = (name: string) => Number(query.get(name));
    assert.equal(query.get('base.match'), '{version="v1"}');
    assert.equal(query.get('match'), '{version="v2"}');
    assert.equal(seconds('to') - seconds('from'), seconds('base.to') - seconds('base.from'));
    assert.match(
      (await page.locator('.compare-made').textContent()) ?? '',
      /Before: \d+ profiles.*After: \d+ profiles/,
    );
    await close();
  });

  it('of shares has one total, which cannot change', async () => {
    const { page, go, close } = await browser.visit();
    await go(`${VERSIONS}&normalize=share`);
    const head = page.locator('.compare-head');
    await head.getByText('taken for the total of both sides').waitFor();
    assert.doesNotMatch((await head.textContent()) ?? '', /→|<0\.01/);
    await page.getByLabel('Normalised by').selectOption('none');
    await head.getByRole('heading', { name: / → / }).waitFor();
    await close();
  });

  it('shows both sides beside each other, and the same to a colleague', async () => {
    const { page, go, close } = await browser.visit();
    await go(VERSIONS);
    await page.getByRole('button', { name: 'Side by side' }).click();
    await page.getByRole('heading', { name: 'Before', exact: true, level: 3 }).waitFor();
    assert.equal(await page.locator('canvas[aria-roledescription="flame graph"]').count(), 2);
    const other = await browser.visit();
    await other.page.goto(page.url());
    await other.page.getByRole('heading', { name: 'After', exact: true, level: 3 }).waitFor();
    await other.close();
    await close();
  });

  it('turns around', async () => {
    const { page, go, close } = await browser.visit();
    await go(VERSIONS);
    await page.getByRole('link', { name: 'Swap', exact: true }).click();
    await settled(page);
    assert.equal(new URL(page.url()).searchParams.get('match'), '{version="v1"}');
    assert.equal(new URL(page.url()).searchParams.get('base.match'), '{version="v2"}');
    await close();
  });

  it('suggests what to compare where both sides are the same', async () => {
    const { page, go, close } = await browser.visit();
    await go('/compare?service=shop&from=now-15m');
    await page.getByRole('link', { name: 'Version v1 with version v2' }).click();
    await page.getByRole('heading', { name: 'What grew and shrank' }).waitFor();
    await close();
  });
});
