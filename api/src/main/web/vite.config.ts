import { defineConfig } from 'vitest/config';
import { licenses } from './build/licenses.ts';

/** Where `npm run dev` finds the API. */
const tributary = process.env.TRIBUTARY_URL ?? 'http://127.0.0.1:7171';

export default defineConfig({
  plugins: [licenses()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  build: {
    outDir: '../resources/io/tributary/api/web',
    emptyOutDir: true,
    target: 'es2022',
    // The page's Content-Security-Policy allows no data: address and no script in the page itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/metrics', '/-/', '/openapi.yaml', '/debug'].map((path) => [path, tributary]),
    ),
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
