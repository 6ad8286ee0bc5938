import type { Page } from 'playwright-core';
import { ask, launch, settled, visit } from './browser.ts';

/**
 * How long after the click the flame graph of a week is seen, of a service of the Tributary at TRIBUTARY_URL: from the click on "Show this range"
 * to the frame behind the one in which the graph was drawn. Each week ends at another second, so none is known from before; the last is asked twice.
 */
const [service = 'tributary'] = process.argv.slice(2);
const ROUNDS = 7;
const WEEK = 7 * 24 * 3600;
/** Weeks are this far apart, so that each has other profiles. */
const APART = 97;

interface Services {
  readonly services: readonly { readonly service: string; readonly lastSeen: string }[];
}

const { services } = await ask<Services>('/api/v1/services');
const newest = services.find((one) => one.service === service)?.lastSeen;
if (newest === undefined) {
  throw new Error(`no profile of ${service} is stored`);
}
const end = Math.floor(Date.parse(newest) / 1000);
const browser = await launch();
try {
  for (let round = 0; round <= ROUNDS; round++) {
    const to = end - Math.min(round, ROUNDS - 1) * APART;
    const { page, go, close } = await visit(browser);
    await go(`/service/${service}?from=${to - 3600}&to=${to}`);
    const shown = await graphOf(page, to);
    await close();
    process.stdout.write(
      `${round < ROUNDS ? 'a week' : 'the same week again'}: ${Math.round(shown.milliseconds)} ms, ${shown.total}\n`,
    );
  }
} finally {
  await browser.close();
}

async function graphOf(page: Page, to: number) {
  await page.getByLabel('From', { exact: true }).fill(String(to - WEEK));
  const shown = await page.evaluate(async () => {
    const head = document.querySelector('.profile-head h2');
    const before = head?.textContent;
    const begun = performance.now();
    document.querySelector<HTMLElement>('[aria-label="Show this range"]')?.click();
    while (document.querySelector('.profile-head h2')?.textContent === before) {
      await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return {
      milliseconds: performance.now() - begun,
      total: document.querySelector('.profile-head h2')?.textContent,
    };
  });
  await settled(page);
  return shown;
}
