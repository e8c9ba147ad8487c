import { expect, test } from 'vitest'
import { StreamedFile } from './streamed-file.ts'

const log: string[] = []
async function* pieces() {
  try {
    for (const piece of ['\uFEFFa,b\r\n', 'Zoë,', '🖨️\r\n']) {
      log.push(piece)
      yield piece
    }
  } finally {
    log.push('end')
  }
}
const file = () => new StreamedFile('a.csv', 'text/csv', pieces)

test('it is made piece by piece, as fast as it is read', async () => {
  log.length = 0
  const reader = file().stream().getReader()
  expect(log).toEqual([])
  await reader.read()
  expect(log).toHaveLength(1)
  await reader.cancel()
  expect(log.at(-1)).toBe('end')
})

test('its bytes keep the mark of the encoding, its text has none, and both can be read again', async () => {
  const one = file()
  expect(one).toBeInstanceOf(File)
  expect([one.name, one.type]).toEqual(['a.csv', 'text/csv'])
  const text = '\uFEFFa,b\r\nZoë,🖨️\r\n'
  for (let time = 0; time < 2; time += 1) {
    expect(Buffer.from(await one.arrayBuffer()).toString('utf8')).toBe(text)
    expect(await one.text()).toBe(text.slice(1))
  }
})

test('what breaks while it is made reaches the reader', async () => {
  async function* breaking() {
    yield 'a'
    throw new Error('The database is gone')
  }
  await expect(new StreamedFile('a', 'b', breaking).arrayBuffer()).rejects.toThrow('The database is gone')
})
