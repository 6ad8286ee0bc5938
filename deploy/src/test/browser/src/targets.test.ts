import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { findings } from './axe.ts';
import { ask, browserOfSuite, settled } from './browser.ts';

interface Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly health: string;
  readonly profiles: readonly { readonly type: string; readonly lastError: string }[];
}

const cards = (page: Page) => page.locator('article.target');

describe('targets', () => {
  const browser = browserOfSuite();
  let targets: readonly Target[];
  before(async () => {
    ({ activeTargets: targets } = await ask<{ activeTargets: readonly Target[] }>('/api/v1/targets'));
  });

  it('shows all there are, with their labels and errors', async () => {
    const { page, go, close } = await browser.visit();
    await go('/targets');

    assert.equal(await cards(page).count(), targets.length);
    for (const { labels, profiles } of targets) {
      const card = page.getByRole('article', { name: labels.instance ?? '' });
      for (const { type, lastError } of profiles) {
        await card.getByRole('rowheader', { name: type, exact: true }).waitFor();
        assert.ok(((await card.textContent()) ?? '').includes(lastError));
      }
    }
    await close();
  });

  it('draws a job of many targets by and by', async () => {
    const { page, go, close } = await browser.visit();
    await page.route('**/api/v1/targets', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { readonly activeTargets: readonly Target[] };
      const [one] = body.activeTargets;
      assert.ok(one);
      const activeTargets = Array.from({ length: 120 }, (_, i) => ({
        ...one,
        labels: { ...one.labels, instance: `10.0.0.${i}:6060` },
      }));
      await route.fulfill({ response, json: { ...body, activeTargets } });
    });
    await go('/targets');
    await page.getByText('50 of 120 are shown').waitFor();
    assert.equal(await cards(page).count(), 50);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('100 of 120 are shown').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    assert.equal(await cards(page).count(), 120);
    await close();
  });

  it('shows what is hidden in names that others gave', async () => {
    const { page, go, close } = await browser.visit();
    await page.route('**/api/v1/targets', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { readonly activeTargets: readonly Target[] };
      const activeTargets = body.activeTargets.map((target) => ({
        ...target,
        scrapePool: 'job\u202e',
        labels: { ...target.labels, instance: 'a\u200b', region: 'eu\u202e' },
      }));
      await route.fulfill({ response, json: { ...body, activeTargets } });
    });
    await go('/targets');
    const card = cards(page).first();
    assert.equal(await card.getByRole('heading').textContent(), '"a\\u200b"');
    assert.match((await card.locator('.labels').first().textContent()) ?? '', /region="eu\\u202e"/);
    await page.getByRole('region', { name: 'Job "job\\u202e"' }).waitFor();
    await card.getByRole('button', { name: 'Capture' }).click();
    await page.getByRole('dialog', { name: 'Capture now: "a\\u200b"' }).waitFor();

    await go('/service/a%E2%80%AEb');
    assert.equal(await page.title(), '"a\\u202eb" · Tributary');
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), '"a\\u202eb"');
    await close();
  });

  it('is chosen by health, in a link that shows a colleague the same', async () => {
    const down = targets.filter(({ health }) => health === 'down');
    assert.notEqual(down.length, 0, 'the test wants a target that is down');
    const mine = await browser.visit();
    await mine.go('/targets');
    await mine.page.getByRole('button', { name: /^Down/ }).click();
    await mine.page.getByRole('searchbox').fill(down[0]?.labels.instance ?? '');
    assert.equal(await cards(mine.page).count(), 1);
    await mine.page.getByText('labels before relabelling').click();
    await mine.page.getByText('__address__=').waitFor();

    const theirs = await browser.visit();
    await theirs.page.goto(mine.page.url());
    await settled(theirs.page);
    assert.equal(await cards(theirs.page).count(), 1);
    await theirs.page.getByText('__address__=').waitFor();

    await mine.page.goBack();
    await mine.page.waitForFunction(
      (all) => document.querySelectorAll('article.target').length === all,
      targets.length,
    );
    await mine.close();
    await theirs.close();
  });

  it('says why a target was dropped', async () => {
    const { page, go, close } = await browser.visit();
    await go('/targets?state=dropped');

    await page.getByRole('cell', { name: 'relabelled' }).first().waitFor();
    await close();
  });

  it('captures now, with progress, and gives what came', async () => {
    const up = targets.find(({ health, labels }) => health === 'up' && labels.job === 'shop');
    assert.ok(up);
    const { page, go, close } = await browser.visit();
    await go('/targets');
    await page.getByRole('button', { name: `Capture from ${up.labels.instance}` }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Profile type').selectOption('cpu');
    await dialog.getByLabel('Seconds').fill('3');
    await dialog.getByLabel(/^Why/).fill('a look at it');
    assert.deepEqual(await findings(page), []);
    await dialog.getByRole('button', { name: 'Capture' }).press('Enter');
    await dialog.getByRole('progressbar').waitFor();
    assert.deepEqual(await findings(page), []);
    const link = dialog.getByRole('link', { name: /^Download/ });
    await link.waitFor({ timeout: 60_000 });

    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    assert.match(download.suggestedFilename(), /^shop\.cpu\..*\.pprof$/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /^Capture from/);
    await close();
  });

  it('says why a capture failed', async () => {
    const down = targets.find(({ health }) => health === 'down');
    const { page, go, close } = await browser.visit();
    await go('/targets');
    await page.getByRole('button', { name: `Capture from ${down?.labels.instance}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Profile type').selectOption('goroutine');
    await dialog.getByRole('button', { name: 'Capture' }).click();

    await dialog.getByText('connection refused').waitFor();
    assert.deepEqual(await findings(page), []);
    await close();
  });
});
