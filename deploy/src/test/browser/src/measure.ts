import { base, launch, visit } from './browser.ts';
import { pages } from './pages.ts';

/** How fast the page of the Tributary at TRIBUTARY_URL is: its first picture, of the fleet and of a service that it has, and its script. */
const [service = 'tributary'] = process.argv.slice(2);
const ROUNDS = 5;

const browser = await launch();
try {
  for (const path of ['/', `/service/${service}`]) {
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

  const { page, context } = await visit(browser);
  const scripts = new Map<string, number>();
  for (const path of Object.values(pages)) {
    await page.goto(base + path);
    await page.locator('main h1').first().waitFor();
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
} finally {
  await browser.close();
}

function print(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b).map((time) => Math.round(time));
  process.stdout.write(
    `${what}: median ${sorted[sorted.length >> 1]} ms (${sorted[0]} to ${sorted.at(-1)})\n`,
  );
}
