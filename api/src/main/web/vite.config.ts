import { defineConfig } from 'vitest/config';
import { licenses } from './build/licenses.ts';

/** Where `npm run dev` finds the API, which takes what is sent by pages of the host that is asked alone. */
const tributary = process.env.TRIBUTARY_URL ?? 'http://127.0.0.1:7171';

const proxy = Object.fromEntries(
  ['/api', '/metrics', '/-/', '/openapi.yaml', '/debug'].map((path) => [
    path,
    { target: tributary, changeOrigin: false },
  ]),
);

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
      input: ['index.html', 'speedscope.html'],
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: { proxy },
  preview: { proxy },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
