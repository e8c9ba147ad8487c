import type { CustomerKind } from './demo-customers.ts'

export interface Imprint {
  location: string
  technique: string
  colors?: number
  price?: string
}

/** What a kind of customer orders; `run` says that it comes in sizes, `furnished` that they bring it. */
export interface Garment {
  description: string
  /** The price of a piece lies between; of furnished goods, the price of the work. */
  cents: readonly [low: number, high: number]
  pieces: readonly [number, ...number[]]
  imprints: Imprint[]
  run?: 'adult' | 'youth'
  furnished?: true
}

const screen = (location: string, colors: number, price?: string): Imprint => ({
  location,
  technique: 'Screen print',
  colors,
  ...(price === undefined ? {} : { price }),
})
const stitched = (location: string, price?: string): Imprint => ({
  location,
  technique: 'Embroidery',
  ...(price === undefined ? {} : { price }),
})
const made = (
  description: string,
  cents: Garment['cents'],
  pieces: Garment['pieces'],
  imprints: Imprint[],
  run?: Garment['run'],
): Garment => ({ description, cents, pieces, imprints, ...(run ? { run } : {}) })
const theirs = (garment: Garment): Garment => ({ ...garment, furnished: true })

export const printed: Record<CustomerKind, readonly [Garment, ...Garment[]]> = {
  school: [
    made('Field day tees, royal', [780, 920], [96, 144, 192, 288], [screen('Front', 2)], 'youth'),
    made('Gym shorts, navy', [890, 1050], [48, 72, 96], [screen('Left leg', 1)], 'youth'),
    made('Staff quarter-zips', [2750, 3100], [18, 24, 36], [stitched('Left chest')], 'adult'),
    made('Spirit week hoodies', [2280, 2650], [36, 48, 72], [screen('Front', 3)], 'youth'),
  ],
  brewery: [
    made(
      'Taproom tees, charcoal',
      [1040, 1260],
      [72, 96, 144],
      [screen('Front', 3), screen('Back', 3)],
      'adult',
    ),
    made('Trucker caps', [1290, 1480], [48, 72], [{ location: 'Front', technique: 'Patch' }]),
    made(
      'Anniversary release tees',
      [1180, 1390],
      [100, 150],
      [screen('Front', 1), screen('Left sleeve', 1, '0.75')],
      'adult',
    ),
    made('Bar towels', [420, 560], [100, 200], [screen('Corner', 1)]),
    made('Crew sweatshirts', [2140, 2490], [24, 36, 48], [screen('Front', 2)], 'adult'),
  ],
  team: [
    made(
      'Race shirts',
      [1425, 1680],
      [60, 80, 120],
      [{ location: 'All over', technique: 'Sublimation' }],
      'adult',
    ),
    theirs(
      made(
        'Warm-up jackets',
        [900, 1150],
        [16, 22, 30],
        [screen('Back', 2), stitched('Left chest', '6.50')],
        'adult',
      ),
    ),
    made(
      'Singlets',
      [1875, 2140],
      [18, 24, 32],
      [screen('Front', 2), { location: 'Names on back', technique: 'Vinyl', price: '3.00' }],
      'adult',
    ),
    made('Supporter tees', [760, 890], [48, 96], [screen('Front', 1)], 'adult'),
  ],
  band: [
    made(
      'Tour tees, black',
      [980, 1240],
      [100, 150, 200],
      [screen('Front', 4), screen('Dates on back', 1)],
      'adult',
    ),
    made('Zip hoodies', [2390, 2780], [36, 48], [screen('Back', 2)], 'adult'),
    made('Posters, 18 x 24, hand numbered', [520, 690], [100, 150], [screen('Sheet', 3)]),
    made('Tote bags, natural', [640, 790], [75, 100], [screen('Front', 2)]),
  ],
  shop: [
    made('Aprons', [1680, 1950], [12, 18, 24], [screen('Chest', 1)]),
    made('Tote bags, natural', [610, 740], [60, 100, 150], [screen('Front', 1)]),
    made('Staff tees, heather', [890, 1080], [24, 36, 48], [screen('Front', 2)], 'adult'),
    made('Enamel-look tees for the counter', [1090, 1290], [36, 48], [screen('Front', 3)], 'adult'),
  ],
  company: [
    made(
      'Duty shirts',
      [1690, 1920],
      [24, 36, 48],
      [screen('Left chest', 1), screen('Full back', 1)],
      'adult',
    ),
    theirs(made('Safety vests', [440, 560], [20, 30], [screen('Back, reflective', 1)])),
    made('Polos', [1980, 2290], [24, 36], [screen('Left chest', 1)], 'adult'),
    made('Event tees', [720, 860], [75, 120, 200], [screen('Front', 1)], 'adult'),
  ],
}

export const embroidered: readonly [Garment, ...Garment[]] = [
  made('Polos, 8,000 stitches', [2450, 2890], [18, 24, 36], [stitched('Left chest')], 'adult'),
  made('Structured caps, 3D puff', [1590, 1840], [24, 48], [stitched('Front')]),
  made(
    'Soft-shell jackets',
    [5290, 5980],
    [8, 12, 16],
    [stitched('Left chest'), stitched('Right sleeve', '7.50')],
    'adult',
  ),
  made('Beanies', [1180, 1390], [36, 48], [stitched('Cuff')]),
]
