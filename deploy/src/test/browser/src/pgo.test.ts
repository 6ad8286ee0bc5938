import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import { ask, base, browserOfSuite, settled } from './browser.ts';

interface Report {
  readonly verdict: string;
  readonly checks: readonly { readonly name: string; readonly finding: string }[];
}

const FEEDBACK = `${base}/api/v1/pgo/catalogue/default.pgo`;

describe('feedback for the compiler', () => {
  const browser = browserOfSuite();
  let report: Report;
  before(async () => {
    assert.equal((await fetch(`${FEEDBACK}?gate=off`)).status, 200);
    report = await ask<Report>('/api/v1/pgo/catalogue/report');
  });

  it('says of each service whether it is good enough, and leads to why', async () => {
    const { page, go, close } = await browser.visit();
    await go('/pgo');

    const line = page.getByRole('article', { name: 'catalogue' });
    await line.getByText(report.verdict, { exact: true }).waitFor();
    await line.getByRole('link', { name: 'catalogue' }).press('Enter');
    await settled(page);
    const checks = page.getByRole('region', { name: 'Checks' });
    for (const { name, finding } of report.checks) {
      const row = checks.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
      await row.getByText(finding).waitFor();
    }
    await close();
  });

  it('has the command to copy', async () => {
    const { page, context, go, close } = await browser.visit();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await go('/pgo/catalogue');

    await page.getByRole('button', { name: /Build with the fleet/ }).press('Enter');
    await page.getByText('Copied').waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(
      command,
      `curl -fo default.pgo --etag-compare default.pgo.etag --etag-save default.pgo.etag '${FEEDBACK}'\n` +
        'go build -pgo=default.pgo ./...',
    );
    await close();
  });

  it('gives what was handed out again, byte for byte', async () => {
    const { page, go, close } = await browser.visit();
    await go('/pgo/catalogue');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: /^Download/ })
        .first()
        .click(),
    ]);
    const now = Buffer.from(await (await fetch(`${FEEDBACK}?gate=off`)).arrayBuffer());
    assert.deepEqual(await readFile(await download.path()), now);
    await close();
  });

  it('asks for no report of a time without profiles', async () => {
    const { page, go, close } = await browser.visit();
    await page.route('**/api/v1/services', async (route) => {
      const response = await route.fetch();
      const { services } = (await response.json()) as {
        readonly services: readonly { readonly firstSeen: string }[];
      };
      const firstSeen = new Date(Date.now() - 6 * 24 * 3600 * 1000).toISOString();
      await route.fulfill({ response, json: { services: services.map((one) => ({ ...one, firstSeen })) } });
    });
    await go('/pgo/catalogue?window=1d');
    await page.getByText('no profiles then').first().waitFor();
    await page.getByRole('img', { name: /^Missing mass/ }).waitFor();
    await close();
  });

  it('says how it was before, and what a version did', async () => {
    const { page, go, close } = await browser.visit();
    await go('/pgo/catalogue');

    await page.getByRole('img', { name: /^Missing mass/ }).waitFor();
    assert.ok((await page.getByRole('region', { name: 'Earlier reports' }).getByRole('row').count()) > 4);
    const effect = page.getByRole('region', { name: 'Effect by version' });
    await effect.getByText('not enough data').waitFor();
    await effect.getByLabel('from').selectOption('v2');
    await effect.getByLabel('to').selectOption('v1');
    await settled(page);
    assert.equal(new URL(page.url()).search, '?from_version=v2&to_version=v1');
    await close();
  });
});
