import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { refusals } from '../contract/refusals.ts'
import { router } from '../invoicing/router.ts'

const introduction = `Customers, invoices, payments and balances of the company that the API key belongs to.

Money, quantities and rates are decimal text, dates are \`YYYY-MM-DD\` in the company's time zone, instants ISO 8601 with \`Z\`.
Unknown fields are refused. Every write takes an optional \`Idempotency-Key\` header (the same key and body give the first
answer again) and \`?dryRun=true\` (answers as if, changes nothing).

Refusals are \`application/problem+json\` with a stable \`code\`:

| Code | Status | Meaning |
|---|---|---|
${Object.entries(refusals)
  .map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`)
  .join('\n')}`

/** OpenAPI 3.1 of every operation, made from the contract. */
export function openApiDocument() {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(router, {
    info: { title: 'Platen', version: '1', description: introduction },
    servers: [{ url: '/api/v1' }],
    security: [{ apiKey: [] }],
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the company' },
      },
    },
  })
}
