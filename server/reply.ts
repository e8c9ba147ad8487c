import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { problem, toRefusal } from './problem.ts'
import { StreamedFile } from './streamed-file.ts'

/*
 * Answers of the API are made here with plain headers, and are not passed through the middleware of the pages: what that
 * does to the headers of each answer costs as much as all the rest of the door.
 */

/** An answer of the API is data: no page may frame it, guess its type, or load anything from it. */
const apiHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

/** Below this, compressing saves nothing that a network would notice. */
const compressedFromBytes = 1_024
const compressed = promisify(gzip)

/** JSON with its status, compressed for those who take it; a refusal is problem+json. */
export async function jsonReply(
  body: unknown,
  reply: { status: number; acceptEncoding: string | undefined; setCookie: string | undefined },
): Promise<Response> {
  const text = JSON.stringify(body)
  const packs = text.length >= compressedFromBytes && /\bgzip\b/.test(reply.acceptEncoding ?? '')
  return new Response(packs ? new Uint8Array(await compressed(text)) : text, {
    status: reply.status,
    headers: {
      ...apiHeaders,
      'content-type': reply.status < 400 ? 'application/json' : 'application/problem+json',
      vary: 'Accept-Encoding',
      ...(packs ? { 'content-encoding': 'gzip' } : {}),
      ...(reply.setCookie === undefined ? {} : { 'set-cookie': reply.setCookie }),
    },
  })
}

/** A file goes out as itself, to be kept under its name. */
export function fileReply(file: Blob): Response {
  const name = encodeURIComponent(file instanceof File ? file.name : 'download')
  return new Response(file instanceof StreamedFile ? file.stream() : file, {
    headers: {
      ...apiHeaders,
      'content-type': file.type,
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    },
  })
}

/** What was thrown on the way in, as problem+json. */
export function refusal(error: unknown, unexpected: (error: unknown) => void = () => undefined): Response {
  const { code, message, data } = toRefusal(error, unexpected)
  const body = problem(code, message, data.errors)
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { ...apiHeaders, 'content-type': 'application/problem+json' },
  })
}
