import { largestRemainder } from '../invoicing/money/money.ts'
import type { CustomerKind } from './demo-customers.ts'
import { embroidered, type Garment, type Imprint, printed } from './demo-garments.ts'
import { pick, type Random } from './random.ts'

export interface DemoLine {
  description: string
  quantity?: string
  unitPrice: string
  sizes?: { size: string; quantity: string; upcharge?: string }[]
  imprints?: Imprint[]
  furnished?: boolean
  kind?: 'item' | 'fee'
  group?: string
}

export interface DemoOrder {
  lineItems: DemoLine[]
  customerNotes?: string
}

const notes = [
  'Thank you for printing with us. Please name the invoice number with your payment.',
  'Screens are kept for a year: reorders save the setup.',
  'Wash inside out, cold. Call us if a print is not what you expected.',
] as const

const dollars = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
const between = (random: Random, low: number, high: number) =>
  low + Math.floor(random(high - low + 1) / 5) * 5

/** What a customer of a kind orders: garments, and the fees that come with them. */
export function demoOrder(random: Random, kind: CustomerKind, trade: 'print' | 'embroidery'): DemoOrder {
  const garments = trade === 'print' ? printed[kind] : embroidered
  const first = pick(random, garments)
  const second = pick(random, garments)
  const chosen = second !== first && random(100) < 40 ? [first, second] : [first]
  const lineItems = [
    ...chosen.map((garment) => lineOf(random, garment)),
    ...(trade === 'print' ? printFees(random, chosen) : stitchFees(random)),
  ]
  return { lineItems, ...(random(100) < 45 ? { customerNotes: pick(random, notes) } : {}) }
}

/** A garment as it is ordered: most in a size run, some of them not yet told by size. */
function lineOf(random: Random, garment: Garment): DemoLine {
  const { description, cents, pieces, imprints, run, furnished } = garment
  const count = pick(random, pieces)
  const price = dollars(between(random, ...cents))
  const isRun = run !== undefined && (furnished || random(100) < 85)
  const sizes = isRun
    ? sizesOf(count, run).map(({ upcharge, ...size }) => (furnished ? size : { ...size, upcharge }))
    : []
  const quantity = isRun ? {} : { quantity: String(count) }
  const line = { description, ...quantity, sizes }
  if (!furnished) return { ...line, unitPrice: price, imprints }
  // The first imprint carries the work, the others what they cost by themselves.
  const work = imprints.map((imprint, index) => (index === 0 ? { ...imprint, price } : imprint))
  return { ...line, unitPrice: '0.00', imprints: work, furnished }
}

const shares = {
  adult: { S: 15, M: 29, L: 28, XL: 18, '2XL': 7, '3XL': 3 },
  youth: { YS: 16, YM: 26, YL: 20, S: 16, M: 14, L: 8 },
}
const upcharges: Readonly<Record<string, string>> = { '2XL': '2.00', '3XL': '3.00' }

/** Pieces over the sizes as they usually fall. */
function sizesOf(count: number, run: keyof typeof shares) {
  const sizes = Object.keys(shares[run])
  return largestRemainder(count, Object.values(shares[run])).flatMap((pieces, index) => {
    const size = sizes[index] ?? ''
    return pieces > 0 ? [{ size, quantity: String(pieces), upcharge: upcharges[size] }] : []
  })
}

function printFees(random: Random, garments: readonly Garment[]): DemoLine[] {
  const screens = garments
    .flatMap(({ imprints }) => imprints)
    .reduce((sum, { technique, colors = 0 }) => sum + (technique === 'Screen print' ? colors : 0), 0)
  const setup = { kind: 'fee' as const, description: 'Screen setup', unitPrice: '25.00' }
  const fees: DemoLine[] = screens > 0 ? [{ ...setup, quantity: String(screens) }] : []
  if (random(100) < 35)
    fees.push({
      kind: 'fee',
      description: 'Art and separations, hours',
      quantity: pick(random, ['1', '1.5', '2', '2.5']),
      unitPrice: '55.00',
    })
  if (random(100) < 18)
    fees.push({
      kind: 'fee',
      description: 'Rush, 3 working days',
      quantity: '1',
      unitPrice: pick(random, ['75.00', '120.00']),
    })
  if (random(100) < 15)
    fees.push({ kind: 'fee', description: 'Ink change', quantity: String(1 + random(3)), unitPrice: '15.00' })
  return fees
}

function stitchFees(random: Random): DemoLine[] {
  return random(100) < 60
    ? [
        {
          kind: 'fee',
          description: 'Digitizing',
          quantity: '1',
          unitPrice: pick(random, ['45.00', '60.00', '85.00']),
        },
      ]
    : []
}
