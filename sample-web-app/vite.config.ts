import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    outDir: 'target/site',
    emptyOutDir: true,
    // A data: URL would need a wider policy for what is only a small file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
});
