import { expect, test } from 'vitest'
import { communicationContent, communicationKind, emptyCommunication } from './communication-draft.ts'

test('a note is internal and of nobody; a call keeps its direction and its time', () => {
  const note = { ...emptyCommunication, channel: 'note' as const, contactId: 'x', body: 'Pays late' }
  expect(communicationContent(note, 'UTC')).toMatchObject({ direction: 'internal', contactId: null })
  const call = { ...emptyCommunication, subject: ' Proof ', happenedAt: '2026-07-01T09:00' }
  expect(communicationContent(call, 'America/New_York')).toMatchObject({
    direction: 'inbound',
    subject: 'Proof',
    body: null,
    occurredAt: '2026-07-01T13:00:00.000Z',
  })
})

test('what it is called', () => {
  expect(communicationKind('phone', 'outbound')).toBe('Phone call made')
  expect(communicationKind('email', 'inbound')).toBe('E-mail received')
  expect(communicationKind('meeting', 'outbound')).toBe('Meeting')
  expect(communicationKind('note', 'internal')).toBe('Internal note')
})
