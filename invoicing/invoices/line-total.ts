import { type Decimal, decimalOf, readDecimal, shortText } from '../money/decimal.ts'
import { type Cents, moneyText, multiplyHalfUp } from '../money/money.ts'
import { amountOf, bounded, boundedSum, TotalsError } from './totals-error.ts'

/** What a line's total follows from. A plain line has a quantity and a unit price, and nothing else. */
export interface LineToTotal {
  /** With sizes it is their sum, and may be left out. */
  quantity?: string | undefined
  unitPrice: string
  sizes?: readonly { quantity: string; upcharge: string }[]
  imprints?: readonly { price: string | null }[]
  furnished?: boolean
}

/**
 * What a line comes to: the sum over its sizes of quantity x (unit price + upcharge), each rounded half up, or without
 * sizes quantity x unit price; and for each imprint that has a price of its own, quantity x that price, each rounded
 * half up. Goods that the customer furnishes cost nothing: what is charged is the imprints.
 */
export function lineTotal(line: LineToTotal, currency: string, path: string): Cents {
  const { sizes = [], imprints = [] } = line
  const unitCents = amountOf(line.unitPrice, currency, `${path}.unitPrice`)
  const quantity = shortText(quantityOf(line, path))
  const upcharges = sizes.map(({ upcharge }, index) =>
    amountOf(upcharge, currency, `${path}.sizes.${index}.upcharge`),
  )
  if (line.furnished) requireFree(unitCents, upcharges, currency, path)
  const goods =
    sizes.length === 0
      ? [product(quantity, unitCents, currency, `${path}.quantity`)]
      : sizes.map((size, index) =>
          product(
            size.quantity,
            unitCents + (upcharges[index] ?? 0),
            currency,
            `${path}.sizes.${index}.quantity`,
          ),
        )
  const work = imprints.map(({ price }, index) => {
    const imprint = `${path}.imprints.${index}.price`
    return price === null ? 0 : product(quantity, amountOf(price, currency, imprint), currency, imprint)
  })
  return boundedSum([...goods, ...work], `${path}.quantity`, 'The line')
}

function product(quantity: string, unitCents: Cents, currency: string, path: string): Cents {
  return bounded(path, 'Quantity x unit price', () => multiplyHalfUp(quantity, unitCents, currency))
}

/** The pieces of a size run as decimal text: what its line's quantity is. */
export function piecesOf(sizes: readonly { quantity: string }[]): string {
  return shortText(sizes.reduce((sum, { quantity }) => sum + decimalOf(quantity), 0n))
}

const mostPieces = decimalOf('9999999.9999')

function quantityOf({ quantity, sizes = [] }: LineToTotal, path: string): Decimal {
  const given = quantity === undefined ? undefined : decimalAt(`${path}.quantity`, quantity)
  if (sizes.length === 0) return given ?? decimalAt(`${path}.quantity`, '')
  const pieces = sizes.reduce(
    (sum, size, index) => sum + decimalAt(`${path}.sizes.${index}.quantity`, size.quantity),
    0n,
  )
  if (pieces > mostPieces) {
    throw new TotalsError(`${path}.sizes`, 'invalid_input', 'come to more than 9,999,999 pieces')
  }
  if (given !== undefined && given !== pieces) {
    const sum = shortText(pieces)
    throw new TotalsError(
      `${path}.quantity`,
      'invalid_input',
      `is not what the sizes come to: leave it out, or write ${sum}`,
    )
  }
  return pieces
}

function decimalAt(path: string, text: string): Decimal {
  const value = readDecimal(text)
  if (value === undefined || value < 0n) {
    throw new TotalsError(path, 'invalid_input', 'must be a number such as "12" or "1.5", not negative')
  }
  return value
}

function requireFree(unitCents: Cents, upcharges: readonly Cents[], currency: string, path: string): void {
  const charged = upcharges.findIndex((cents) => cents > 0)
  if (unitCents === 0 && charged < 0) return
  const zero = moneyText(0, currency)
  throw new TotalsError(
    unitCents > 0 ? `${path}.unitPrice` : `${path}.sizes.${charged}.upcharge`,
    'invalid_input',
    `must be ${zero}: the customer furnishes the goods. Charge the work as the price of its imprints`,
  )
}
