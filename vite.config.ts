import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { routes } from './app/routes.ts'

const api = process.env.PLATEN_API ?? 'http://127.0.0.1:3000'

export default defineConfig({
  publicDir: 'app/public',
  plugins: [
    tanstackRouter({
      target: 'react',
      virtualRouteConfig: routes,
      routesDirectory: 'app',
      generatedRouteTree: 'app/routeTree.gen.ts',
      autoCodeSplitting: true,
    }),
    react(),
  ],
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
