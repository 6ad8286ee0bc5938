import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { ask, base, browserOfSuite } from './browser.ts';

interface Capture {
  readonly id: string;
  readonly state: string;
}

const REASON = 'to see it in the list';

describe('captures', () => {
  const browser = browserOfSuite();
  before(async () => {
    const answer = await fetch(`${base}/api/v1/captures`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ match: '{job="shop",version="v2"}', type: 'trace', seconds: 1, reason: REASON }),
    });
    assert.equal(answer.status, 202);
  });

  it('are listed with why, and change while somebody looks', async () => {
    const { page, go, close } = await browser.visit();
    await go('/captures');

    const row = page.getByRole('row').filter({ hasText: REASON }).filter({ hasText: 'done' }).first();
    await row.waitFor({ timeout: 60_000 });
    await row.getByText('trace, 1 s').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      row.getByRole('link', { name: /^Download/ }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^shop\.trace\./);
    await close();
  });

  it('are stored as they came, with the command that opens them', async () => {
    const { page, context, go, close } = await browser.visit();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const { captures } = await ask<{ captures: readonly Capture[] }>('/api/v1/captures');
    assert.ok(captures.some(({ state }) => state === 'done'));
    await go('/captures?list=stored&type=trace');

    const row = page.getByRole('row').filter({ hasText: REASON }).first();
    await row.getByRole('button', { name: /^Copy/ }).press('Enter');
    await row.getByText('Copied').waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(
      command,
      /^curl -fo trace\.out 'http:\/\/\S+\/api\/v1\/traces\/\S+' && go tool trace trace\.out$/,
    );
    await close();
  });

  it('that are of no such type are not there, and the page says what to do', async () => {
    const { page, go, close } = await browser.visit();
    await go('/captures?list=stored&type=nothing');

    await page.getByRole('heading', { name: 'No trace is like that' }).waitFor();
    await close();
  });
});
