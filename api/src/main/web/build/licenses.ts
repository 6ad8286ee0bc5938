import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PACKAGE = /^\0?(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//;

/** Writes the licences of the packages whose code is in the bundle: who passes the code on has to pass them on too. */
export function licenses(): Plugin {
  return {
    name: 'tributary-licenses',
    generateBundle(_, bundle) {
      const packages = new Map<string, string>();
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.type === 'chunk' ? chunk.moduleIds : []) {
          const [, folder, name] = PACKAGE.exec(id) ?? [];
          if (folder && name) {
            packages.set(name, folder);
          }
        }
      }
      const notices = [...packages]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, folder]) => notice(name, folder));
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: notices.join('\n') });
    },
  };
}

function notice(name: string, folder: string): string {
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((entry) =>
    /\blicen[cs]e(\.\w+)?$/i.test(entry),
  );
  if (files.length === 0) {
    throw new Error(`${name} has no licence file`);
  }
  const texts = [...files.sort().map((file) => join(folder, file)), ...within(name)].map((file) =>
    readFileSync(file, 'utf8').trim(),
  );
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
}

/** What is said of a package that comes with code of others in it, and without their licences. */
function within(name: string): readonly string[] {
  const file = join(import.meta.dirname, 'within', `${name}.txt`);
  return existsSync(file) ? [file] : [];
}
