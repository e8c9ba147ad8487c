import type { CustomerKind } from './demo-customers.ts'
import { pick, type Random } from './random.ts'

export interface DemoLine {
  description: string
  quantity: string
  unitPrice: string
  kind?: 'item' | 'fee'
  group?: string
}

export interface DemoOrder {
  lineItems: DemoLine[]
  customerNotes?: string
}

type Garment = [
  description: string,
  lowCents: number,
  highCents: number,
  pieces: readonly [number, ...number[]],
]

const printed: Record<CustomerKind, readonly [Garment, ...Garment[]]> = {
  school: [
    ['Field day tees, royal, 2-color front', 780, 920, [96, 144, 192, 288]],
    ['Gym shorts, navy, 1-color leg print', 890, 1050, [48, 72, 96]],
    ['Staff quarter-zips, left chest', 2750, 3100, [18, 24, 36]],
    ['Spirit week hoodies, 3-color front', 2280, 2650, [36, 48, 72]],
  ],
  brewery: [
    ['Taproom tees, charcoal, 3-color front and back', 1040, 1260, [72, 96, 144]],
    ['Trucker caps, printed patch', 1290, 1480, [48, 72]],
    ['Anniversary release tees, discharge print', 1180, 1390, [100, 150]],
    ['Bar towels, 1-color', 420, 560, [100, 200]],
    ['Crew sweatshirts, 2-color front', 2140, 2490, [24, 36, 48]],
  ],
  team: [
    ['Race shirts, sublimated', 1425, 1680, [60, 80, 120]],
    ['Warm-up jackets, back print and left chest', 3850, 4290, [16, 22, 30]],
    ['Singlets, 2-color, names on back', 1875, 2140, [18, 24, 32]],
    ['Supporter tees, 1-color', 760, 890, [48, 96]],
  ],
  band: [
    ['Tour tees, black, 4-color front, dates on back', 980, 1240, [100, 150, 200]],
    ['Zip hoodies, 2-color back', 2390, 2780, [36, 48]],
    ['Posters, 18 x 24, 3-color, hand numbered', 520, 690, [100, 150]],
    ['Tote bags, natural, 2-color', 640, 790, [75, 100]],
  ],
  shop: [
    ['Aprons, 1-color chest print', 1680, 1950, [12, 18, 24]],
    ['Tote bags, natural, 1-color', 610, 740, [60, 100, 150]],
    ['Staff tees, heather, 2-color front', 890, 1080, [24, 36, 48]],
    ['Enamel-look tees for the counter, 3-color', 1090, 1290, [36, 48]],
  ],
  company: [
    ['Duty shirts, left chest and full back', 1690, 1920, [24, 36, 48]],
    ['Safety vests, reflective back print', 1240, 1460, [20, 30]],
    ['Polos, 1-color left chest', 1980, 2290, [24, 36]],
    ['Event tees, 1-color front', 720, 860, [75, 120, 200]],
  ],
}

const embroidered: readonly [Garment, ...Garment[]] = [
  ['Polos, left chest logo, 8,000 stitches', 2450, 2890, [18, 24, 36]],
  ['Structured caps, 3D puff front', 1590, 1840, [24, 48]],
  ['Soft-shell jackets, left chest and sleeve', 5290, 5980, [8, 12, 16]],
  ['Beanies, cuff logo', 1180, 1390, [36, 48]],
]

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
    ...chosen.flatMap((garment) => linesOf(random, garment)),
    ...(trade === 'print' ? printFees(random) : stitchFees(random)),
  ]
  return { lineItems, ...(random(100) < 45 ? { customerNotes: pick(random, notes) } : {}) }
}

function linesOf(random: Random, [description, low, high, pieces]: Garment): DemoLine[] {
  const count = pick(random, pieces)
  const lines: DemoLine[] = [
    { description, quantity: String(count), unitPrice: dollars(between(random, low, high)) },
  ]
  if (/tee|hoodie|shirt|polo|jacket/i.test(description) && random(100) < 40) {
    const large = String(Math.max(2, Math.round(count / 12)))
    lines.push({ description: 'Upcharge 2XL and 3XL', quantity: large, unitPrice: '2.00' })
  }
  return lines
}

function printFees(random: Random): DemoLine[] {
  const fees: DemoLine[] = [
    { kind: 'fee', description: 'Screen setup', quantity: String(1 + random(4)), unitPrice: '25.00' },
  ]
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
