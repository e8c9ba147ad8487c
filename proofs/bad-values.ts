import type { InputField, Kind } from './input-fields.ts'

const nul = 'before\u0000after'
const loneHigh = 'before\ud800after'
const loneLow = 'before\udfffafter'
const huge = 'x'.repeat(100_000)
const deep = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)

const notText: readonly unknown[] = [1, -1, 0.5, 1e15, true, false, [], ['text'], {}, { text: 'text' }, deep]
const brokenText: readonly unknown[] = [nul, loneHigh, loneLow, huge]
const notLine: readonly unknown[] = [
  '',
  '   ',
  '\t',
  'two\nlines',
  'return\rhere',
  'escape\u001b[0m',
  '\u0085',
]
const notNumber: readonly unknown[] = [
  ...['', ' ', 'abc', '-1', '-0.01', '+5', 'NaN', 'Infinity', '-Infinity', '1e15', '1e3', '0x10', '1_000'],
  ...[
    '1,000.00',
    '1,5',
    '$5',
    ' 5',
    '5 ',
    '.5',
    '5.',
    '1.2.3',
    '00.1',
    '٣',
    '９',
    '½',
    '5\u0000',
    '1'.repeat(10_000),
  ],
  ...['99999999999999999999', '1.00001', "1' or '1'='1", 'null', 'true'],
]

/** Values that a field of each kind must refuse, in the proof's own words: not what the contract says, but what is right. */
const refusedBy: Readonly<Record<Kind, readonly unknown[]>> = {
  line: [...notText, ...brokenText, ...notLine],
  paragraphs: [...notText, ...brokenText, 'escape\u001b[0m', 'bell\u0007'],
  search: [nul, huge],
  password: [...notText, '', huge],
  email: [
    ...[...notText, ...brokenText, '', 'nobody', 'a@', '@b.example', 'a b@c.example', 'a@b@c.example'],
    ...[
      'a@b',
      'a@b..example',
      '<a@b.example>',
      'a@b.example\nBcc: c@d.example',
      `${'a'.repeat(300)}@b.example`,
    ],
  ],
  phone: [...notText, ...brokenText, '', 'abc', '12', '+', '+999999999999999', '555-CALL-NOW!'],
  website: [
    ...[
      ...notText,
      ...brokenText,
      '',
      'nothing',
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://a.example',
    ],
    ...['http://', 'http:///path', 'https://a b.example', `https://a.example/${'x'.repeat(300)}`],
  ],
  timeZone: [...notText, ...brokenText, '', 'Mars/Olympus', '+99:00', 'America', '../etc/passwd'],
  currency: [...notText, ...brokenText, '', 'usd', 'US', 'DOLLARS', 'KWD', 'XXX', 'ZZZ', '$', 'US\u0000'],
  country: [...notText, ...brokenText, '', 'us', 'U', 'USA', 'ZZ', 'XX', 'EU', '12', 'U\u0000'],
  money: [...notText, ...brokenText, ...notNumber, '0.001', '1.005', '1'.repeat(14), '99999999999999.00'],
  quantity: [...notText, ...brokenText, ...notNumber, '0', '0.0', '0.0000', '10000000'],
  percent: [...notText, ...brokenText, ...notNumber, '100.0001', '101', '1000', '8.25%'],
  date: [
    ...[...notText, ...brokenText, '', 'today', '2026-02-31', '2023-02-29', '1900-02-29', '2026-13-01'],
    ...[
      '2026-00-10',
      '2026-01-00',
      '2026-04-31',
      '02/03/2026',
      '2026-2-3',
      '20260203',
      '2026-02-03T00:00:00Z',
    ],
    ...['0000-00-00', '0000-01-01', '1899-12-31', '2200-01-01', '10000-01-01', '-2026-01-01', '2026-11-21 '],
    ...['٢٠٢٦-٠١-٠١', 'infinity', '-infinity', 'now', 'epoch'],
  ],
  instant: [
    ...[...notText, '', 'yesterday', nul, huge, '2026-01-01', '2026-02-31T00:00:00Z', '2026-01-01T25:00:00Z'],
    ...[
      '2026-01-01T00:61:00Z',
      '2026-01-01T00:00:00',
      '0000-01-01T00:00:00Z',
      '10000-01-01T00:00:00Z',
      'infinity',
    ],
  ],
  uuid: [
    ...[
      ...notText,
      ...brokenText,
      '',
      'abc',
      "' or 1=1 --",
      '../..',
      '%00',
      '00000000-0000-0000-0000-00000000000g',
    ],
    ...[
      '{6b2f1f5e-8f1a-4c0e-9d0e-2f4b8c1a7d3e}',
      '6b2f1f5e8f1a4c0e9d0e2f4b8c1a7d3e',
      'null',
      'undefined',
      'NaN',
    ],
  ],
  enum: [...notText, ...brokenText, '', ' ', 'nonsense', 'SENT', 'constructor', '__proto__', 'toString'],
  boolean: ['true', 'false', 'yes', '', 1, 0, -1, [], [true], {}, nul],
  integer: ['1', 'abc', '', 1.5, -1, 0, 1e15 + 0.5, 1e308, -1e308, true, [], [1], {}, nul],
  // Nothing is a size as well.
  size: ['1', 'abc', '', 1.5, -1, 1e15, 1e308, -1e308, true, [], [1], {}, nul],
  cursor: [
    ...['x', '!', '[]', 'null', 'W10', 'WyJhIl0', 'bnVsbA', '{}', nul, 'é', huge, '1', "' or 1=1 --"],
    ...['WyJhIiwiYiJd', 'WyIxIiwiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDBnIl0', 'WzEsMl0', '=='],
  ],
  array: ['', 'text', 1, true, {}, { 0: 'x' }, { length: 1 }, [[]], [null], ['x'], [1], deep, nul],
  object: ['', 'text', 1, true, [], [[]], deep, nul],
}

/** What a query string writes as text is a number or a truth value there. */
const refusedInQuery: Partial<Record<Kind, readonly unknown[]>> = {
  integer: ['abc', '0', '-1', '101', '1.5', '1e9', 'NaN', 'Infinity', '1 or 1=1', nul, huge, '٣'],
  currency: ['', 'US', 'DOLLARS', nul, 'U\u0000D', huge],
  search: [nul, huge],
}

export function badValues(field: InputField, place: 'body' | 'query' | 'path'): readonly unknown[] {
  const values =
    place === 'body' ? refusedBy[field.kind] : (refusedInQuery[field.kind] ?? refusedBy[field.kind])
  const nulls = field.nullable || place !== 'body' ? [] : [null]
  if (place === 'body') return [...values, ...nulls]
  // An address carries text only, no lone surrogate, and not too much of it: Node refuses a long one by itself. An empty
  // piece of it is another address.
  return values
    .filter((value) => typeof value === 'string')
    .filter((value) => value !== loneHigh && value !== loneLow && (place === 'query' || value !== ''))
    .map((value) => value.slice(0, 3_000))
}

/** Odd but right text, which must come back as it was sent. */
export const oddTexts: readonly string[] = [
  '=1+1',
  '<script>alert(1)</script>',
  "Robert'); drop table customers; --",
  '100 % \\ "quoted" `ticked`',
  'Ünïcödé 東京 🖨️ עברית',
  'family 👨‍👩‍👧‍👦 joined',
  'null',
  '#{process.env} {{7*7}}',
  'a\u200bb',
  '%00 %s {0}',
  '-5',
]

/** Bodies that are no JSON object at all. */
export const brokenBodies: readonly (string | Buffer)[] = [
  ...['{', '}', '{"a":', '{"a":NaN}', '{"a":Infinity}', '{"a":undefined}', "{'a':1}", '{a:1}', '{"a":1,}'],
  ...['[]', '[{}]', 'null', 'true', '1', '"text"', 'NaN', 'undefined', 'a=1&b=2', '<xml/>', '\u0000', ' '],
  ...['{"a":"\\x"}', '{"a":"\\ud8"}', '{} {}', '//', '['.repeat(20_000)],
  Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]),
]

/** Fields that a client must not send: what the server computes, decides or keeps for itself. */
export const foreignFields: readonly string[] = [
  ...[
    'unknown',
    'total',
    'subtotal',
    'taxAmount',
    'discountTotal',
    'balanceDue',
    'amountPaid',
    'creditedTotal',
  ],
  ...['status', 'isVoid', 'invoiceNumber', 'customerNumber', 'id', 'companyId', 'company_id', 'tenantId'],
  ...[
    'createdAt',
    'postingDate',
    'balance',
    'creditLimit',
    'permissions',
    '$where',
    'constructor',
    '__proto__',
    '',
  ],
]

export const oddContentTypes: readonly string[] = [
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
  ],
  ...['application/octet-stream', 'text/event-stream', 'application/xml', 'application/json; charset=utf-16'],
  ...['nonsense', 'application/json, text/plain', 'image/png'],
]
