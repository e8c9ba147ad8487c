import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { routes } from './app/routes.ts'

const api = process.env.PLATEN_API ?? 'http://127.0.0.1:3000'

/**
 * What the contract tells integrators of its fields stands in the API's reference; the screens have words of their own.
 * Without it a shop's phone has a tenth less to fetch.
 */
const withoutDescriptions: Plugin = {
  name: 'contract-without-descriptions',
  apply: 'build',
  enforce: 'pre',
  transform: {
    filter: { id: /\/contract\/[\w-]+\.ts$/ },
    handler: (code) => code.replaceAll(/\.meta\(\{\s*description:\s*'[^'\\]*',?\s*\}\)/g, ''),
  },
}

export default defineConfig({
  publicDir: 'app/public',
  plugins: [
    withoutDescriptions,
    tanstackRouter({
      target: 'react',
      virtualRouteConfig: routes,
      routesDirectory: 'app',
      generatedRouteTree: 'app/routeTree.gen.ts',
      autoCodeSplitting: true,
    }),
    react(),
  ],
  resolve: {
    // Its entry for Node needs Node's Buffer; the browser's brings its own.
    alias: [{ find: /^csv-parse\/sync$/, replacement: 'csv-parse/browser/esm/sync' }],
  },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    // The page's security policy allows no inlined fonts or scripts.
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': api, '/docs': api },
  },
})
