/** A web address as people write it: a bare domain is one. */
export function webAddressOf(text: string): string {
  const address = text.trim()
  return address === '' || /^[a-z]+:/i.test(address) ? address : `https://${address}`
}
