import { launch, settled, visit } from './browser.ts';
import { pages } from './pages.ts';

/**
 * How fast the page of the Tributary at TRIBUTARY_URL is: its first picture, its script, and the flame graph of a long range after the click that asks for it.
 * Wants a service that has profiles of the kind, and the range in Unix seconds.
 */
const [service, type, begin, end] = process.argv.slice(2);
const ROUNDS = 7;
const to = Number(end);
const from = Number(begin);
if (!service || !type || !(from < to)) {
  throw new Error('npm run measure -- SERVICE TYPE FROM TO');
}

const browser = await launch();
try {
  for (const path of ['/', `/service/${service}?type=${type}&from=${to - 3600}&to=${to}`]) {
    const paints: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      // A context of its own has an empty cache.
      const { page, context, go } = await visit(browser);
      await go(path);
      paints.push(
        await page.evaluate(
          () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
        ),
      );
      await context.close();
    }
    print(`first paint of ${path}`, paints);
  }

  const { page, context, go } = await visit(browser);
  const scripts = new Map<string, number>();
  for (const path of Object.values(pages)) {
    await go(path);
    const loaded = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name }) => name.endsWith('.js'))
        .map(({ name, encodedBodySize }) => [name, encodedBodySize] as const),
    );
    for (const [name, bytes] of loaded) {
      scripts.set(name, Math.max(bytes, scripts.get(name) ?? 0));
    }
  }
  await context.close();
  const size = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
  process.stdout.write(
    `script of all pages, as it is sent: ${(size / 1000).toFixed(1)} KB in ${scripts.size} files\n`,
  );

  const clicks: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    clicks.push(await wholeRange(i));
  }
  print(`flame graph of ${Math.round((to - from) / 3600)} h after the click`, clicks);
} finally {
  await browser.close();
}

/** From an hour of a range to all of it, by the button. Each round's range is another one, so that no answer is known already. */
async function wholeRange(round: number): Promise<number> {
  const { page, context, go } = await visit(browser);
  await go(`/service/${service}?type=${type}&from=${from + 60 * round}&to=${to}&range=${to - 3600}-${to}`);
  await page.locator('canvas[aria-roledescription="flame graph"]').waitFor();
  await settled(page);
  await page.evaluate(() => {
    const before = document.querySelector('.coverage')?.textContent;
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Whole range');
    button?.addEventListener('click', () => {
      const clicked = performance.now();
      const look = () => {
        if (document.querySelector('.coverage')?.textContent === before) {
          requestAnimationFrame(look);
        } else {
          // The graph is drawn in the next frame, and stands in the one behind it.
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              document.body.dataset.took = String(performance.now() - clicked);
            }),
          );
        }
      };
      look();
    });
  });
  await page.getByRole('button', { name: 'Whole range' }).click();
  await page.waitForFunction(() => document.body.dataset.took !== undefined);
  const took = Number(await page.evaluate(() => document.body.dataset.took));
  await context.close();
  return took;
}

function print(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b).map((time) => Math.round(time));
  process.stdout.write(
    `${what}: median ${sorted[sorted.length >> 1]} ms (${sorted[0]} to ${sorted.at(-1)})\n`,
  );
}
