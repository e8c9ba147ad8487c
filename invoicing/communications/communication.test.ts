import { describe, expect, test } from 'vitest'
import { communicationChannels, communicationDirections } from '../../contract/communications.ts'
import { requireBody, requireChannelFits, requireHappened, requireRemovable } from './communication.ts'

const refusal = (code: string, path: string) =>
  expect.objectContaining({ code, errors: [expect.objectContaining({ path })] })

describe('a note is internal and nothing else is', () => {
  for (const channel of communicationChannels) {
    for (const direction of communicationDirections) {
      const fits = (channel === 'note') === (direction === 'internal')
      test(`${channel} ${direction} ${fits ? 'fits' : 'is refused'}`, () => {
        const judge = () => requireChannelFits(channel, direction)
        if (fits) expect(judge).not.toThrow()
        else expect(judge).toThrow(refusal('invalid_input', 'direction'))
      })
    }
  }
})

test('an internal note needs its text; of a call the subject may be enough', () => {
  for (const body of [null, '', ' \n\t']) {
    expect(() => requireBody('internal', body)).toThrow(refusal('invalid_input', 'body'))
    expect(() => requireBody('inbound', body)).not.toThrow()
  }
  expect(() => requireBody('internal', 'Pays late in August')).not.toThrow()
})

test('what has not happened yet was not said', () => {
  const now = new Date('2026-11-21T15:00:00Z')
  expect(() => requireHappened('2026-11-21T15:00:00Z', now)).not.toThrow()
  expect(() => requireHappened('2026-11-21T15:00:00.001Z', now)).toThrow(
    refusal('date_in_future', 'occurredAt'),
  )
})

test('only an internal note can be removed', () => {
  expect(() => requireRemovable({ direction: 'internal' })).not.toThrow()
  for (const direction of ['inbound', 'outbound'] as const) {
    expect(() => requireRemovable({ direction })).toThrow(
      expect.objectContaining({ code: 'communication_kept' }),
    )
  }
})
