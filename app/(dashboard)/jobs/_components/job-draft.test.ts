import { describe, expect, test } from 'vitest'
import type { Job } from '../../../../contract/jobs.ts'
import { emptyGarment, jobDraftOf, readImprints, readJob, readSizes } from './job-draft.ts'

describe('sizes as people write them', () => {
  test.each([
    ['', []],
    [
      'S 12, M 30',
      [
        ['S', 12],
        ['M', 30],
      ],
    ],
    [
      'Youth M 4; 2XL x 3',
      [
        ['Youth M', 4],
        ['2XL', 3],
      ],
    ],
    [
      'S: 12\nOne size = 5',
      [
        ['S', 12],
        ['One size', 5],
      ],
    ],
  ] as const)('%j', (text, expected) => {
    expect(readSizes(text)?.map(({ size, quantity }) => [size, quantity])).toEqual(expected)
  })

  test.each(['12', 'S', 'S 0', 'S 1.5', 'S 1, s 2', 'S 12 M 30 pieces'])('not %j', (text) => {
    expect(readSizes(text)).toBeUndefined()
  })
})

describe('imprints as people write them', () => {
  test('with colors and without', () => {
    expect(readImprints('Front: Screen print, 3 colors\nLeft chest: Embroidery\nBack: DTF, 1 color')).toEqual(
      [
        { location: 'Front', technique: 'Screen print', colors: 3 },
        { location: 'Left chest', technique: 'Embroidery', colors: null },
        { location: 'Back', technique: 'DTF', colors: 1 },
      ],
    )
  })

  test.each(['Front', ': Screen print', 'Front:'])('not %j', (text) => {
    expect(readImprints(text)).toBeUndefined()
  })
})

const garments: Job['garments'] = [
  {
    description: 'Tees, royal',
    quantity: 96,
    sizes: [
      { size: 'M', quantity: 40 },
      { size: '2XL', quantity: 6 },
    ],
    imprints: [{ location: 'Front', technique: 'Screen print', colors: 2 }],
    furnished: true,
  },
]

test('what is shown for editing is read as it was', () => {
  const job = { title: 'Field day', dueDate: null, garments }
  expect(readJob(jobDraftOf(job as Job))).toEqual({ content: job, problems: {} })
})

test('pieces follow from the sizes where none are given; fewer than the sizes are refused', () => {
  const garment = { ...emptyGarment(), description: 'Caps', sizes: 'One size 24' }
  const draft = { title: 'Caps', dueDate: '2026-12-01', garments: [garment] }
  expect(readJob(draft).content).toMatchObject({ dueDate: '2026-12-01', garments: [{ quantity: 24 }] })
  expect(readJob({ ...draft, garments: [{ ...garment, quantity: '20' }] }).problems).toEqual({
    'garments.0.quantity': 'The sizes come to 24 pieces.',
  })
  expect(
    readJob({ ...draft, garments: [{ ...garment, quantity: '1,200' }] }).content?.garments[0]?.quantity,
  ).toBe(1200)
})

test('what is missing is said at its field', () => {
  const { content, problems } = readJob({
    title: ' ',
    dueDate: '',
    garments: [{ ...emptyGarment(), sizes: 'x', imprints: 'x' }],
  })
  expect(content).toBeUndefined()
  expect(Object.keys(problems)).toEqual([
    'title',
    'garments.0.description',
    'garments.0.sizes',
    'garments.0.imprints',
    'garments.0.quantity',
  ])
})
