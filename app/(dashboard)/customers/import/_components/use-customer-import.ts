import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { CustomerImportOutcome, CustomerImportRow } from '../../../../../contract/customer-import.ts'
import { Refused, refusals } from '../../../../../contract/refusals.ts'
import { type FilePart, inWholeFile, partsOf } from '../../../../../invoicing/customer-file/file-parts.ts'
import { fileText, requireFileSize } from '../../../../../invoicing/customer-file/file-text.ts'
import { linesRefused } from '../../../../../invoicing/customer-file/import-report.ts'
import { type CustomerFile, readCustomerFile } from '../../../../../invoicing/customer-file/read-file.ts'
import { api, RefusalError, refusalOf } from '../../../../api.ts'

/** A line of the file: first what would become of it, then, when it is done, what did. */
export interface ImportLine extends CustomerImportRow {
  isDone: boolean
}

export interface ImportState {
  step: 'idle' | 'looking' | 'ready' | 'running' | 'done'
  /** What was under way when it was stopped or cut off; going on begins there. */
  halted: 'looking' | 'running' | null
  fileName: string
  /** Customers in the file, and how many of them were looked at or brought in. */
  customers: number
  past: number
  /** In the order of the file. */
  lines: ImportLine[]
  error: RefusalError | null
}

/** What is at work, beside what is shown. */
interface Work {
  file: CustomerFile
  parts: FilePart[]
  /** Refused before anything was sent. */
  wrong: CustomerImportRow[]
  wrongCustomers: number
  next: number
  key: string
}

const idle: ImportState = {
  ...{ step: 'idle', halted: null, fileName: '', customers: 0, past: 0, lines: [], error: null },
}

/**
 * A file of customers in two steps: a dry run that says what would become of each line, then the import, some customers
 * at a time, so that its progress is seen. What was cut off goes on where it stopped: the same part under the same key
 * gives the first answer.
 */
export function useCustomerImport() {
  const client = useQueryClient()
  const [state, setState] = useState(idle)
  const work = useRef<Work>(null)
  const isStopping = useRef(false)
  useEffect(
    () => () => {
      isStopping.current = true
    },
    [],
  )
  const send = async (step: 'looking' | 'running') => {
    const now = work.current
    if (!now) return
    isStopping.current = false
    setState((shown) => ({ ...shown, step, halted: null, error: null }))
    const halt = (error: RefusalError | null) => {
      setState((shown) => ({ ...shown, step: 'ready', halted: step, error }))
    }
    for (let part = now.parts[now.next]; part; part = now.parts[now.next]) {
      if (isStopping.current) return halt(null)
      const context =
        step === 'looking' ? { dryRun: true } : { idempotencyKey: `${now.key}-part-${now.next}` }
      try {
        const result = await api.import.customers({ csv: part.csv }, { context })
        // Another file was chosen meanwhile.
        if (work.current !== now) return
        const lines = inWholeFile(part, result)
        const { customers } = part
        setState((shown) => withLines(shown, lines, customers, step === 'running'))
      } catch (error) {
        return halt(refusalOf(error))
      }
      now.next += 1
    }
    now.next = 0
    setState((shown) => ({ ...shown, step: step === 'looking' ? 'ready' : 'done' }))
    if (step === 'running') void client.invalidateQueries()
  }
  return {
    state,
    look: async (file: File) => {
      isStopping.current = true
      work.current = null
      setState({ ...idle, step: 'looking', fileName: file.name })
      try {
        work.current = await workOn(file)
      } catch (error) {
        setState({ ...idle, fileName: file.name, error: refusedFile(error) })
        return
      }
      setState((shown) => atTheStart(shown, work.current))
      await send('looking')
    },
    start: async () => {
      setState((shown) => ({ ...shown, past: work.current?.wrongCustomers ?? 0 }))
      await send('running')
    },
    resume: () => void (state.halted && send(state.halted)),
    stop: () => {
      isStopping.current = true
    },
    forget: () => {
      isStopping.current = true
      work.current = null
      setState(idle)
    },
    /** The file as it was read. */
    file: () => work.current?.file,
  }
}

async function workOn(file: File): Promise<Work> {
  requireFileSize(file.size)
  const read = readCustomerFile(fileText(new Uint8Array(await file.arrayBuffer())))
  const { parts, wrong } = partsOf(read)
  const key = crypto.getRandomValues(new Uint32Array(4)).join('-')
  const refused = wrong.flatMap((rows) => linesRefused(rows))
  return { file: read, parts, wrong: refused, wrongCustomers: wrong.length, next: 0, key }
}

function atTheStart(shown: ImportState, work: Work | null): ImportState {
  if (!work) return shown
  const lines = work.wrong.map((line) => ({ ...line, isDone: true }))
  return { ...shown, customers: work.file.customers.length, past: work.wrongCustomers, lines }
}

function withLines(
  shown: ImportState,
  lines: readonly CustomerImportRow[],
  customers: number,
  isDone: boolean,
): ImportState {
  const byLine = new Map(shown.lines.map((line) => [line.line, line]))
  for (const line of lines) byLine.set(line.line, { ...line, isDone })
  const inOrder = [...byLine.values()].sort((one, other) => one.line - other.line)
  return { ...shown, lines: inOrder, past: shown.past + customers }
}

/** Why the file could not be read, in the shape of every other refusal. */
function refusedFile(error: unknown): RefusalError {
  if (!(error instanceof Refused)) return refusalOf(error)
  const { status, title } = refusals[error.code]
  return new RefusalError(error.code, { status, message: error.message, data: { title, errors: [] } })
}

/** How many lines there are of an outcome. */
export function countOf(lines: readonly ImportLine[], outcome: CustomerImportOutcome): number {
  return lines.filter((line) => line.outcome === outcome).length
}
