import { expect, test } from 'vitest'
import {
  attachmentInWords,
  communicationContent,
  communicationKind,
  emptyCommunication,
  withFiles,
} from './communication-draft.ts'

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

test('files are noted by name, kind and size, each once', () => {
  const art = { name: 'art.pdf', type: 'application/pdf', size: 1_234_567 }
  const noted = withFiles([], [art, { name: 'logo.ai', type: '', size: 900 }])
  expect(noted.map(({ contentType }) => contentType)).toEqual(['application/pdf', 'application/octet-stream'])
  expect(noted.map(attachmentInWords)).toEqual(['art.pdf (1.2 MB)', 'logo.ai (0.9 kB)'])
  expect(withFiles(noted, [{ ...art, size: 2_000 }]).map(attachmentInWords)).toEqual([
    'logo.ai (0.9 kB)',
    'art.pdf (2 kB)',
  ])
})
