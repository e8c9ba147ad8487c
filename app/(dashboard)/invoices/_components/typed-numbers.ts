import { type MoneyInputProblem, moneyText, parseMoneyInput } from '../../../../invoicing/money/money.ts'

/* What people type into number fields, as the contract's decimal text, or a sentence that says what to write instead. */

export type Typed = { ok: true; text: string } | { ok: false; message: string }

const dozens = /^(\d+)\s*(?:dz|doz|dozens?)\.?$/i

/** A quantity: `"1,200"` is 1200; `"1,5"` and `"12 dz"` are not guessed at, since a wrong guess is a wrong invoice. */
export function readQuantity(typed: string): Typed {
  const text = typed.trim()
  if (text === '') return problem('Enter a quantity.')
  const dozen = dozens.exec(text)
  if (dozen) return problem(`Write the number of pieces: ${dozen[1]} dozen are ${Number(dozen[1]) * 12}.`)
  if (/^[-\u2212]/.test(text)) return problem('A quantity cannot be negative.')
  return readNumber(text, {
    maximumDigits: 7,
    tooLarge: 'A quantity can be at most 9,999,999.',
    unreadable: 'Write a number only, such as 24.',
    zero: 'Must be more than zero.',
  })
}

/** A percentage, with or without its sign: `"8.25"`, `"8.25 %"`. Empty is zero. */
export function readPercent(typed: string): Typed {
  const text = typed.trim().replace(/\s*%$/, '')
  if (text === '') return { ok: true, text: '0' }
  if (/^[-\u2212]/.test(text)) return problem('A percentage cannot be negative.')
  const read = readNumber(text, {
    maximumDigits: 3,
    tooLarge: 'Must be at most 100 percent.',
    unreadable: 'Write a percentage such as 8.25.',
  })
  return read.ok && Number(read.text) > 100 ? problem('Must be at most 100 percent.') : read
}

/** A whole number from one on, such as how many colours. */
export function readCount(typed: string, maximum: number, what: string): Typed {
  const text = typed.trim().replace(/^0+(?=\d)/, '')
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= maximum) return { ok: true, text }
  return problem(`Write the number of ${what}, from 1 to ${maximum}.`)
}

/** An amount; `empty` says what an empty field means: a sentence to show, or zero. */
export function readAmount(typed: string, currency: string, empty: { message: string } | 'zero'): Typed {
  const cents = parseMoneyInput(typed, currency)
  if (typeof cents === 'number') return { ok: true, text: moneyText(cents, currency) }
  if (cents === 'empty') return empty === 'zero' ? { ok: true, text: '0' } : problem(empty.message)
  return problem(amountSentence(cents, typed, currency))
}

function amountSentence(cause: Exclude<MoneyInputProblem, 'empty'>, typed: string, currency: string): string {
  if (cause === 'negative') return 'An amount cannot be negative.'
  if (cause === 'too_large') return 'This amount is too large.'
  if (cause === 'too_many_decimals') {
    return parseMoneyInput('0.1', currency) === 'too_many_decimals'
      ? `${currency} has no decimals: write whole amounts.`
      : `${currency} has two decimals: write an amount such as 12.50.`
  }
  if (/^\D*\d+,\d+\D*$/.test(typed.trim())) return decimalComma(typed)
  return 'Write an amount such as 12.50.'
}

interface NumberWords {
  maximumDigits: number
  tooLarge: string
  unreadable: string
  zero?: string
}

function readNumber(text: string, words: NumberWords): Typed {
  const match = /^(\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d*))?$/.exec(text)
  const whole = (match?.[1] ?? '').replaceAll(',', '').replace(/^0+(?=\d)/, '')
  const fraction = (match?.[2] ?? '').replace(/0+$/, '')
  if (!match || `${match[1]}${match[2] ?? ''}` === '') {
    return problem(/^\d+,\d+$/.test(text) ? decimalComma(text) : words.unreadable)
  }
  if (fraction.length > 4) return problem('At most four decimals.')
  if (whole.length > words.maximumDigits) return problem(words.tooLarge)
  const value = `${whole || '0'}${fraction && `.${fraction}`}`
  return words.zero && !/[1-9]/.test(value) ? problem(words.zero) : { ok: true, text: value }
}

function decimalComma(typed: string): string {
  return `Write decimals with a point: ${typed.trim().replace(',', '.')}.`
}

function problem(message: string): Typed {
  return { ok: false, message }
}
