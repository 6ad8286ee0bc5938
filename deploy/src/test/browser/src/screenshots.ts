import { mkdir } from 'node:fs/promises';
import { launch, looks, visit } from './browser.ts';
import { pages } from './pages.ts';

/** Pictures of every page of the Tributary at TRIBUTARY_URL, into the folder that is named, or of the pages named behind it. */
const [folder = 'shots', ...names] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const browser = await launch();
for (const [name, path] of Object.entries(pages)) {
  for (const look of names.length === 0 || names.includes(name) ? looks : []) {
    const { page, go, close } = await visit(browser, look);
    await go(path);
    await page.screenshot({
      path: `${folder}/${name}-${look.scheme}-${look.name}.png`,
    });
    await close();
  }
}
await browser.close();
