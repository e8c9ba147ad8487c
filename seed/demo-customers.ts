import type { PaymentTerms } from '../contract/payment-terms.ts'
import { pick, type Random } from './random.ts'

/** What a customer orders: see the orders of each kind. */
export type CustomerKind = 'school' | 'brewery' | 'team' | 'band' | 'shop' | 'company'

export interface DemoCustomer {
  name: string
  kind: CustomerKind
  email: string
  phone: string
  paymentTerms: PaymentTerms
  legalName?: string
  website?: string
  notes?: string
}

type Sketch = [name: string, kind: CustomerKind, terms: PaymentTerms, more?: Partial<DemoCustomer>]

const printShop: readonly Sketch[] = [
  ['Riverbend Middle School', 'school', 'net_30', { notes: 'Purchase order number on every invoice.' }],
  ['Hollow Pine Brewing Co.', 'brewery', 'net_30', { legalName: 'Hollow Pine Brewing Company LLC' }],
  ['Bluebird Coffee Roasters', 'shop', 'net_15', { website: 'https://bluebird-roasters.example' }],
  ['Cascade Trail Runners', 'team', 'due_on_receipt', { notes: 'Pays at pickup.' }],
  [
    'The Paper Lanterns',
    'band',
    'due_on_receipt',
    { notes: 'On tour from May: merch goes to the next venue.' },
  ],
  ['Northside Fire Company', 'company', 'net_45', { notes: 'Ask for the chief, not the front desk.' }],
  ['Lakeshore Rowing Club', 'team', 'net_30'],
  ['Marigold Bakery', 'shop', 'net_15'],
  ['Copper Kettle Distillery', 'brewery', 'net_30', { legalName: 'Copper Kettle Spirits Inc.' }],
  [
    'Gearworks Robotics Team',
    'team',
    'net_30',
    { notes: 'Sponsors’ logos change every season: new screens.' },
  ],
  ['Wildflower Music Festival', 'band', 'net_30', { website: 'https://wildflower-festival.example' }],
  ['Fern Street Cyclery', 'shop', 'net_15'],
  ['Stonebridge Credit Union', 'company', 'net_45', { legalName: 'Stonebridge Federal Credit Union' }],
  ['Juniper & Oak Landscaping', 'company', 'net_15'],
]

const embroiderer: readonly Sketch[] = [
  ['Harbor Point Yacht Club', 'team', 'net_30'],
  ['Summit Dental Group', 'company', 'net_30'],
  ['Prairie State Golf Course', 'shop', 'net_15'],
  ['Elm Grove High School', 'school', 'net_30', { notes: 'Tax exempt.' }],
  ['Redline Auto Works', 'company', 'due_on_receipt'],
]

const firstWords = [
  'Maple Hill',
  'Silver Creek',
  'Oakdale',
  'Granite Falls',
  'Willow Bend',
  'Eastgate',
] as const
const moreWords = [
  'Birch Lane',
  'Foxglove',
  'Highland',
  'Quarry Road',
  'Sunset',
  'Tamarack',
  'Union',
] as const
const lastWords: Record<CustomerKind, readonly [string, ...string[]]> = {
  school: ['Elementary School', 'High School', 'Academy'],
  brewery: ['Brewing Co.', 'Cider House', 'Taproom'],
  team: ['Soccer Club', 'Swim Team', 'Softball League'],
  band: ['String Band', 'Jazz Festival', 'Choir'],
  shop: ['Books', 'Hardware', 'Coffee'],
  company: ['Roofing', 'Veterinary Clinic', 'Moving Co.'],
}

/** The customers of a demo shop: those with a name of their own first, then as many more as are asked for. */
export function demoCustomers(random: Random, count: number, trade: 'print' | 'embroidery'): DemoCustomer[] {
  const sketches = trade === 'print' ? printShop : embroiderer
  return Array.from({ length: count }, (_, index) => {
    const [name, kind, paymentTerms, more] = sketches[index] ?? further(random, index)
    const host = name.toLowerCase().replace(/[^a-z]+/g, '')
    return {
      name,
      kind,
      email: `${pick(random, ['orders', 'office', 'hello', 'accounts'])}@${host}.example`,
      phone: `(607) 272-${String(1101 + (index % 8000)).padStart(4, '0')}`,
      paymentTerms,
      ...more,
    }
  })
}

function further(random: Random, index: number): Sketch {
  const kind = pick(random, ['school', 'brewery', 'team', 'band', 'shop', 'company'])
  const words = [...firstWords, ...moreWords] as const
  const place = words[index % words.length] ?? words[0]
  const turn = Math.floor(index / (words.length * 3))
  const name = `${place} ${pick(random, lastWords[kind])}${turn > 0 ? ` ${turn + 1}` : ''}`
  return [name, kind, pick(random, ['due_on_receipt', 'net_15', 'net_30', 'net_30', 'net_45'])]
}
