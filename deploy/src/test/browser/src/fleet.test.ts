import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { ask, launch, settled, visit } from './browser.ts';

interface Services {
  readonly services: readonly { readonly service: string; readonly instances: number }[];
}

describe('the fleet', () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  it('has every service with its instances, and what it uses', async () => {
    const { services } = await ask<Services>('/api/v1/services');
    assert.notEqual(services.length, 0);
    const { page, go, close } = await visit(browser);
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
    const { page, go, close } = await visit(browser);
    await go('/');

    const down = page.getByRole('region', { name: 'Down' });
    await down.getByText('connection refused').waitFor();
    await down.getByRole('link', { name: /target/ }).press('Enter');
    await settled(page);
    assert.equal(new URL(page.url()).search, '?health=down');
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Targets');
    await close();
  });

  it('is searched and sorted, in a link that shows a colleague the same', async () => {
    const { page, go, close } = await visit(browser);
    await go('/');
    await page.getByRole('searchbox').fill('CATA');
    await page.getByRole('button', { name: 'Cores' }).click();
    assert.equal(await page.getByRole('rowheader').count(), 1);

    const theirs = await visit(browser);
    await theirs.page.goto(page.url());
    await settled(theirs.page);
    assert.deepEqual(await theirs.page.getByRole('rowheader').allTextContents(), ['catalogue']);
    assert.equal(await theirs.page.locator('[aria-sort]').textContent(), 'Cores');
    await close();
    await theirs.close();
  });

  it('asks for no kind of profile that nobody has', async () => {
    const { services } = await ask<Services>('/api/v1/services');
    const { page, go, close } = await visit(browser);
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
