import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { type Browser, type BrowserContext, type ConsoleMessage, chromium, type Page } from 'playwright-core';

/** The Tributary that is looked at. */
export const base = process.env.TRIBUTARY_URL ?? 'http://127.0.0.1:7171';

/** How somebody looks at it. */
export interface Look {
  readonly name: string;
  readonly scheme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

export const wide: Look = { name: 'wide', scheme: 'light', width: 1440, height: 900 };
export const narrow: Look = { name: 'narrow', scheme: 'dark', width: 360, height: 740 };

export const looks: readonly Look[] = [
  wide,
  { ...wide, scheme: 'dark' },
  { ...narrow, scheme: 'light' },
  narrow,
  { name: '4k', scheme: 'light', width: 3840, height: 2160 },
];

/** A browser of the machine, which looks for nothing outside it. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.TRIBUTARY_TEST_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page, which is to say nothing to the console and to ask no other server. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Goes to a path of the page and waits until nothing is on its way any more. */
  readonly go: (path: string) => Promise<void>;
  /** Looks at the same page otherwise. */
  readonly look: (look: Look) => Promise<void>;
  /** Fails when there were lines of the console, failed requests, or violations of the Content-Security-Policy. */
  readonly close: () => Promise<void>;
}

/** @param isFine what may be said to the console all the same */
export async function visit(
  browser: Browser,
  look: Look = wide,
  isFine: (message: ConsoleMessage) => boolean = () => false,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => {
    if (!isFine(message)) {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${base}/`)) {
      complaints.push(`asks another server: ${request.url()}`);
    }
  });
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
      complaints.push(`failed: ${request.url()}: ${request.failure()?.errorText}`);
    }
  });
  return {
    page,
    context,
    go: async (path) => {
      await page.goto(base + path);
      await settled(page);
    },
    look: async ({ scheme, width, height }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
    },
    close: async () => {
      await context.close();
      assert.deepEqual(complaints, []);
    },
  };
}

/** The browser of a suite of tests. */
export interface SuiteBrowser {
  readonly visit: (look?: Look, isFine?: (message: ConsoleMessage) => boolean) => Promise<Visit>;
  /** A page that may say what it likes. */
  readonly newPage: () => Promise<Page>;
}

/** Has a browser for the tests of a suite: it is there before the first of them and closed after the last. */
export function browserOfSuite(): SuiteBrowser {
  let launched: Browser | undefined;
  before(async () => {
    launched = await launch();
  });
  after(() => launched?.close());
  const browser = () => {
    assert.ok(launched);
    return launched;
  };
  return {
    visit: (look, isFine) => visit(browser(), look, isFine),
    newPage: () => browser().newPage(),
  };
}

/** What the API answers. */
export async function ask<T>(path: string): Promise<T> {
  return (await (await fetch(base + path)).json()) as T;
}

/** Waits until the page shows what it asked for. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('main .notice.loading, main [aria-busy=true]'));
}
