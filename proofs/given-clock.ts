/**
 * Lets this process live at the instant that the proof gives it, line by line over its input, each acknowledged by a line;
 * until the first one its clock is the machine's. Whatever asks the machine for the time gets the given one, as if the
 * machine's clock had been set: production code has no part in it.
 */
export function followGivenClock(): void {
  let instant: number | undefined
  let pending = ''
  const Machine = Date
  process.stdin.setEncoding('utf8').on('data', (text: string) => {
    const lines = (pending + text).split('\n')
    pending = lines.pop() ?? ''
    for (const line of lines) {
      instant = Machine.parse(line)
      process.stdout.write(`${line}\n`)
    }
  })
  globalThis.Date = new Proxy(Machine, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 && instant !== undefined ? [instant] : given, newTarget),
    get: (target, name, receiver) =>
      name === 'now' ? () => instant ?? target.now() : Reflect.get(target, name, receiver),
  })
}
