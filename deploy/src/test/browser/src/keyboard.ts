import type { Page } from 'playwright-core';

/** More stops than any page has. */
const MOST = 2000;

/** What can be used with a mouse and is not reached by the Tab key, one line each. */
export async function unreached(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    const used = 'a[href], button, input, select, textarea, summary, [role="button"], [tabindex="0"]';
    for (const [i, element] of document.querySelectorAll<HTMLElement>(used).entries()) {
      const usable = element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled');
      if (usable) {
        element.dataset.use = String(i);
      }
    }
  });
  for (let i = 0; i < MOST; i++) {
    await page.keyboard.press('Tab');
    const isEnd = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body || element.dataset.use === undefined) {
        return element === document.body || element === null;
      }
      delete element.dataset.use;
      return false;
    });
    if (isEnd && i > 0) {
      break;
    }
  }
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-use]')].map((element) =>
      element.outerHTML.slice(0, 160),
    ),
  );
}
