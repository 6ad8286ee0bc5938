import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import type { Times } from './page.ts';

/** Beyond this at the 95th percentile, frames are dropped on a screen of 60 Hz. */
const MOST_MILLISECONDS = 16;
const FRAMES = 1800;

const server = await createServer({
  root: process.cwd(),
  server: { port: 0, host: '127.0.0.1' },
  logLevel: 'error',
});
await server.listen();
const browser = await chromium.launch({
  executablePath: process.env.TRIBUTARY_TEST_CHROMIUM ?? '/usr/bin/chromium',
  // Frames as fast as they can be made, not as a screen asks for them.
  args: ['--no-sandbox', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(`${server.resolvedUrls?.local[0]}bench/`);
  await page.waitForFunction(() => 'run' in window);
  await page.evaluate(() => window.run(200));
  const times: Times = await page.evaluate((frames) => window.run(frames), FRAMES);
  const worst = at(times.frames, 0.95);
  process.stdout.write(
    `${times.nodes} nodes, 1920 x 1080, ${times.frames.length} frames of zooming and panning, ${browser.version()}\n`,
  );
  process.stdout.write(`frame to frame: ${line(times.frames)}\n`);
  process.stdout.write(`of that, drawing: ${line(times.drawing)}\n`);
  process.exitCode = worst <= MOST_MILLISECONDS ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
}

function line(times: readonly number[]): string {
  return [0.5, 0.95, 1]
    .map((share) => `${share === 1 ? 'max' : `p${share * 100}`} ${at(times, share).toFixed(1)} ms`)
    .join(', ');
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
