import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { openApiDocument } from './openapi.ts'

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Platen API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <main id="reference"></main>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>`

const start = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#reference', docExpansion: 'list', filter: true, persistAuthorization: false })`

const files: Record<string, string> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
}

/** The OpenAPI document, and a page to read and try it on; everything it loads comes from our own files. */
export function addReference(app: Hono<{ Bindings: HttpBindings }>): void {
  let document: ReturnType<typeof openApiDocument> | undefined
  app.get('/api/v1/openapi.json', async (c) => {
    document ??= openApiDocument()
    return c.json(await document)
  })
  const { resolve } = createRequire(import.meta.url)
  for (const [name, type] of Object.entries(files)) {
    let content: Buffer | undefined
    app.get(`/docs/${name}`, (c) => {
      content ??= readFileSync(resolve(`swagger-ui-dist/${name}`))
      return c.body(new Uint8Array(content), 200, {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'public, max-age=86400',
      })
    })
  }
  app.get('/docs/start.js', (c) => c.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  app.get('/docs', (c) => c.html(page))
}
