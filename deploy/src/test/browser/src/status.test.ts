import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, browserOfSuite, settled } from './browser.ts';

interface Storage {
  readonly disk: { readonly kinds: readonly { readonly kind: string }[] };
}

interface Runtime {
  readonly version: string;
  readonly javaVersion: string;
}

interface Services {
  readonly services: readonly { readonly service: string }[];
}

describe('the status', () => {
  const browser = browserOfSuite();

  it('says what is kept, by kind and by service', async () => {
    const { disk } = await ask<Storage>('/api/v1/status/storage');
    const { services } = await ask<Services>('/api/v1/services');
    const { page, go, close } = await browser.visit();
    await go('/status');

    const kinds = page.getByRole('region', { name: 'On disk' });
    for (const { kind } of disk.kinds) {
      await kinds.getByRole('rowheader', { name: kind, exact: true }).waitFor();
    }
    const stored = page.getByRole('region', { name: 'By service' });
    for (const { service } of services) {
      await stored.getByRole('rowheader', { name: service, exact: true }).waitFor();
    }
    await close();
  });

  it('shows the targets file that is in force', async () => {
    const { yaml } = await ask<{ yaml: string }>('/api/v1/status/config');
    const { page, go, close } = await browser.visit();
    await go('/status');
    await page.getByRole('button', { name: 'Configuration' }).press('Enter');

    await page.getByRole('heading', { name: /tributary\.yaml/ }).waitFor();
    assert.equal(await page.locator('.yaml pre').textContent(), yaml);
    await close();
  });

  it('says what it runs on, and with which flags', async () => {
    const flags = await ask<Readonly<Record<string, string>>>('/api/v1/status/flags');
    const { version, javaVersion } = await ask<Runtime>('/api/v1/status/runtime');
    const { page, go, close } = await browser.visit();
    await go('/status');
    await page.getByRole('button', { name: 'Runtime and flags' }).press('Enter');
    await settled(page);

    const table = page.getByRole('table');
    assert.deepEqual(
      await table.getByRole('rowheader').allTextContents(),
      Object.keys(flags)
        .sort()
        .map((name) => `--${name}`),
    );
    for (const [name, value] of Object.entries(flags)) {
      const row = table
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: `--${name}`, exact: true }) });
      assert.equal(await row.getByRole('cell').textContent(), value || 'none');
    }
    const runtime = page.getByRole('region', { name: 'Runtime', exact: true });
    await runtime.getByText(version, { exact: true }).waitFor();
    await runtime.getByText(javaVersion, { exact: true }).waitFor();
    await close();
  });
});
