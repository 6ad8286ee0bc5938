import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { ask, base, browserOfSuite, looks, settled } from './browser.ts';

interface Services {
  readonly services: readonly { readonly service: string; readonly instances: number }[];
}

/** What became of a job's scrapes, by the metrics: what was cancelled is neither. */
async function counted(job: string): Promise<{ readonly stored: number; readonly failed: number }> {
  const metrics = await (await fetch(`${base}/metrics`)).text();
  const sum = (name: string) =>
    [...metrics.matchAll(new RegExp(`^${name}\\{(.*)} (\\S+)$`, 'gm'))]
      .filter(([, labels = '']) => labels.includes(`job="${job}"`) && !labels.includes('cancelled'))
      .reduce((all, [, , value]) => all + Number(value), 0);
  return {
    stored: sum('tributary_profiles_stored_total'),
    failed: sum('tributary_scrape_failures_total'),
  };
}

/** What the page says of a service's errors. */
async function errors(page: Page, service: string): Promise<RegExpMatchArray> {
  const plot = page.getByRole('img', { name: `Errors of ${service} ` });
  await plot.waitFor();
  const said = /: ([\d,]+) of ([\d,]+) scrapes? failed(?:: (.*))?$/.exec(
    (await plot.getAttribute('aria-label')) ?? '',
  );
  assert.ok(said);
  return said;
}

describe('the fleet', () => {
  const browser = browserOfSuite();

  it('has every service with its instances, and what it uses', async () => {
    const { services } = await ask<Services>('/api/v1/services');
    assert.notEqual(services.length, 0);
    const { page, go, close } = await browser.visit();
    await go('/');

    for (const { service, instances } of services) {
      const row = page
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: service, exact: true }) });
      await row.getByRole('img', { name: `Cores of ${service} in the last day` }).waitFor();
      assert.match(
        (await row.getByRole('cell').first().textContent()) ?? '',
        new RegExp(`(^| )${instances}$`),
      );
    }
    await close();
  });

  it('says what is down and why, and leads to it', async () => {
    const { page, go, close } = await browser.visit();
    await go('/');

    const down = page.getByRole('region', { name: 'Down' });
    await down.getByText('connection refused').waitFor();
    await down.getByRole('link', { name: /target/ }).press('Enter');
    await settled(page);
    assert.equal(new URL(page.url()).search, '?health=down');
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Targets');
    await close();
  });

  it('shows how many scrapes failed, as the metrics have them', async () => {
    const before = { bad: await counted('gone'), good: await counted('shop') };
    const { page, go, close } = await browser.visit();
    await go('/');
    const bad = await errors(page, 'catalogue');
    const good = await errors(page, 'shop');
    const after = { bad: await counted('gone'), good: await counted('shop') };

    const between = (least: number, said: string | undefined, most: number) => {
      const n = Number(said?.replaceAll(',', ''));
      assert.ok(least <= n && n <= most, `${least} ≤ ${said} ≤ ${most}`);
    };
    assert.notEqual(before.bad.failed, 0);
    between(before.bad.failed, bad[1], after.bad.failed);
    assert.equal(bad[2], bad[1]);
    // The largest stands first. Where the machine is slow, one may have timed out.
    const reasons = (bad[3] ?? '').split(', ').map((each) => each.split(' '));
    assert.equal(reasons[0]?.[0], 'connection_refused');
    assert.equal(
      reasons.reduce((all, [, n]) => all + Number(n?.replaceAll(',', '')), 0),
      Number(bad[1]?.replaceAll(',', '')),
    );
    assert.notEqual(before.good.stored, 0);
    between(before.good.failed, good[1], after.good.failed);
    between(before.good.stored + before.good.failed, good[2], after.good.stored + after.good.failed);

    const share = await page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: 'catalogue', exact: true }) })
      .getByRole('cell')
      .filter({ has: page.getByRole('img', { name: /^Errors/ }) })
      .locator('.now')
      .textContent();
    assert.equal(share, '100.0 %');
    await page.getByRole('button', { name: 'Errors' }).click();
    assert.equal(await page.getByRole('rowheader').first().textContent(), 'catalogue');
    await close();
  });

  it('has numbers below the heads of their columns, however wide it is', async () => {
    const { page, go, look, close } = await browser.visit();
    await go('/');
    for (const one of looks) {
      await look(one);
      for (const name of ['Cores', 'Heap', 'Goroutines']) {
        const head = await page.getByRole('columnheader', { name }).boundingBox();
        const plot = page.getByRole('img', { name: `${name} of shop in the last day` });
        const value = await plot.locator('xpath=following-sibling::*').boundingBox();
        assert.ok(head && value);
        const apart = head.x + head.width - (value.x + value.width);
        assert.ok(Math.abs(apart) <= 12, `${name}: ${apart} px apart, ${one.width} wide`);
      }
    }
    await close();
  });

  it('is searched and sorted, in a link that shows a colleague the same', async () => {
    const { page, go, close } = await browser.visit();
    await go('/');
    await page.getByRole('searchbox').fill('CATA');
    await page.getByRole('button', { name: 'Cores' }).click();
    assert.equal(await page.getByRole('rowheader').count(), 1);

    const theirs = await browser.visit();
    await theirs.page.goto(page.url());
    await settled(theirs.page);
    assert.deepEqual(await theirs.page.getByRole('rowheader').allTextContents(), ['catalogue']);
    assert.equal(await theirs.page.locator('[aria-sort]').textContent(), 'Cores');
    await close();
    await theirs.close();
  });

  it('asks for no kind of profile that nobody has', async () => {
    const { services } = await ask<Services>('/api/v1/services');
    const { page, go, close } = await browser.visit();
    await page.route('**/api/v1/services', (route) =>
      route.fulfill({ json: { services: services.map((service) => ({ ...service, types: ['cpu'] })) } }),
    );
    const types = new Set<string | null>();
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/api/v1/series') {
        types.add(searchParams.get('type'));
      }
    });
    await go('/');
    await page
      .getByRole('img', { name: /^Cores of/ })
      .first()
      .waitFor();

    assert.deepEqual([...types], ['cpu']);
    await close();
  });
});
