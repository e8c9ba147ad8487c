/** A field of the API as people call it: `validUntil` is "Valid until", `lineItems.2.unitPrice` "Line items 3, unit price". */
export function fieldInWords(path: string): string {
  const named: string[] = []
  for (const step of path.split('.')) {
    if (/^\d+$/.test(step) && named.length > 0) named.push(`${named.pop()} ${Number(step) + 1}`)
    else named.push(fieldLabel(step).toLowerCase())
  }
  return capitalized(named.join(', '))
}

/** A field's own name in words: `defaultCurrency` is "Default currency", `customerId` is "Customer". */
export function fieldLabel(field: string): string {
  const words = field
    .replace(/(?<=[a-z])Id$/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
  return capitalized(words.toLowerCase())
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A number with what it counts: "1 invoice", "1,204 invoices". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
