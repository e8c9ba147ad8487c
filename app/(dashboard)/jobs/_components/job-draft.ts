import type { InWords } from '../../../../components/features/StaleAlert.tsx'
import type { Job } from '../../../../contract/jobs.ts'
import { isCivilDate } from '../../../../invoicing/calendar/calendar.ts'
import { furnishedInWords, imprintInWords } from '../../../../invoicing/invoices/line-words.ts'
import { rowKey } from '../../invoices/_components/draft-line.ts'

/*
 * The garments of a job as they are typed: sizes and imprints as people write them on a slip, "S 12, M 30" and
 * "Front: Screen print, 3 colors", a line each.
 */

type Garment = Job['garments'][number]

export interface GarmentDraft {
  key: string
  description: string
  quantity: string
  sizes: string
  imprints: string
  furnished: boolean
}

export interface JobDraft {
  title: string
  dueDate: string
  garments: GarmentDraft[]
}

export function emptyGarment(): GarmentDraft {
  return { key: rowKey(), description: '', quantity: '', sizes: '', imprints: '', furnished: false }
}

/** A job, ready to be changed; its garments keep their places, so that two drafts of one job are equal. */
export function jobDraftOf(job: Pick<Job, 'title' | 'dueDate' | 'garments'> | null): JobDraft {
  const { title = '', dueDate = null, garments = [] } = job ?? {}
  return {
    title,
    dueDate: dueDate ?? '',
    garments: garments.map((garment, index) => ({
      key: `garment-${index}`,
      description: garment.description,
      quantity: String(garment.quantity),
      sizes: garment.sizes.map(({ size, quantity }) => `${size} ${quantity}`).join(', '),
      imprints: garment.imprints.map(imprintInWords).join('\n'),
      furnished: garment.furnished,
    })),
  }
}

/** Field by field, as it is read beside another version. */
export function jobInWords({ title, dueDate, garments }: JobDraft): InWords {
  return [
    ['Title', title],
    ['Due', dueDate],
    ['Garments', garments.map(garmentInWords).join('; ')],
  ]
}

function garmentInWords({ description, quantity, sizes, imprints, furnished }: GarmentDraft): string {
  const parts = [quantity && `${quantity} pieces`, sizes, imprints.replaceAll('\n', ', ')]
  const told = [...parts, furnished ? furnishedInWords : ''].filter(Boolean).join(', ')
  return told ? `${description}: ${told}` : description
}

export type Problems = Partial<Record<string, string>>

/** What is typed, as the API takes it; a problem stands at its field: `garments.0.sizes`. */
export function readJob(draft: JobDraft): {
  content: { title: string; dueDate: string | null; garments: Garment[] } | undefined
  problems: Problems
} {
  const problems: Problems = {}
  const title = draft.title.trim()
  if (!title) problems.title = 'Say what is to be made.'
  if (draft.dueDate && !isCivilDate(draft.dueDate)) problems.dueDate = 'Choose a date that exists.'
  const garments = draft.garments.map((garment, index) => readGarment(garment, `garments.${index}`, problems))
  const isGood = Object.keys(problems).length === 0
  const content = { title, dueDate: draft.dueDate || null, garments }
  return { content: isGood ? content : undefined, problems }
}

function readGarment(typed: GarmentDraft, path: string, problems: Problems): Garment {
  const description = typed.description.trim()
  if (!description) problems[`${path}.description`] = 'Describe the garment, or remove it.'
  const sizes = readSizes(typed.sizes)
  if (!sizes) problems[`${path}.sizes`] = 'Write sizes as S 12, M 30, L 24.'
  const imprints = readImprints(typed.imprints)
  if (!imprints) problems[`${path}.imprints`] = 'Write a line each, as Front: Screen print, 3 colors.'
  const sum = (sizes ?? []).reduce((pieces, { quantity }) => pieces + quantity, 0)
  const quantity = typed.quantity.trim() === '' ? sum : (readPieces(typed.quantity) ?? 0)
  if (quantity === 0) problems[`${path}.quantity`] = 'Enter how many pieces, or their sizes.'
  else if (sum > quantity) problems[`${path}.quantity`] = `The sizes come to ${sum} pieces.`
  return { description, quantity, sizes: sizes ?? [], imprints: imprints ?? [], furnished: typed.furnished }
}

function readPieces(text: string): number | undefined {
  const digits = text.trim().replace(/(?<=\d),(?=\d{3}\b)/g, '')
  return /^[1-9]\d{0,6}$/.test(digits) ? Number(digits) : undefined
}

/** "S 12, 2XL 4" or "S: 12; 2XL x 4"; undefined when a part cannot be read or a size is there twice. */
export function readSizes(text: string): Garment['sizes'] | undefined {
  const parts = text
    .split(/[,;\n]+/)
    .map((part) => part.trim())
    .filter(Boolean)
  const sizes = parts.map((part) => {
    const match = /^(.{1,20}?)(?:\s*[:=x×]\s*|\s+)([1-9]\d{0,6})$/i.exec(part)
    return match?.[1] && match[2] ? { size: match[1].trim(), quantity: Number(match[2]) } : undefined
  })
  const read = sizes.filter((size) => size !== undefined)
  const names = new Set(read.map(({ size }) => size.toLowerCase()))
  return read.length === parts.length && names.size === parts.length ? read : undefined
}

/** "Left chest: Embroidery" and "Front: Screen print, 3 colors", a line each. */
export function readImprints(text: string): Garment['imprints'] | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const imprints = lines.map((line) => {
    const match = /^([^:]{1,60}):\s*(.{1,60}?)(?:,\s*([1-9]|[12]\d|30)\s*colou?rs?)?$/i.exec(line)
    const [, location, technique, colors] = match ?? []
    if (!location?.trim() || !technique?.trim()) return undefined
    return { location: location.trim(), technique: technique.trim(), colors: colors ? Number(colors) : null }
  })
  const read = imprints.filter((imprint) => imprint !== undefined)
  return read.length === lines.length ? read : undefined
}
