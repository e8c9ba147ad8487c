import { notifications } from '@mantine/notifications'
import { type QueryClient, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { createElement, useRef } from 'react'
import { type ApiContext, RefusalError, refusalOf } from '../../app/api.ts'
import { UndoMessage } from './UndoMessage.tsx'

type Undo = (options: { context: ApiContext }) => Promise<unknown>

interface WriteOptions<Input, Output> {
  /** Runs after the write, when what is shown has been marked stale. */
  onDone?: (output: Output, input: Input) => void
  /** A sentence for the toast, such as "INV-0042 sent". */
  toast?: (output: Output, input: Input) => string
  /** What takes the write back, for what can be taken back; money never. Offered in the toast. */
  undo?: (output: Output, input: Input) => Undo | undefined
  /** Set when the form shows the refusal itself; otherwise it is shown as a toast. */
  onRefusal?: (refusal: RefusalError, input: Input) => void
}

/**
 * A write through the API, such as `useWrite(api.payments.record, { … })`. It carries an idempotency key that stays the
 * same until the write succeeded, so pressing twice or losing the answer acts once. Nothing is shown before the server
 * said so; afterwards everything on the screen is read again, because a payment moves more than its own invoice.
 */
export function useWrite<Input, Output>(
  operation: (input: Input, options: { context: ApiContext }) => Promise<Output>,
  { onDone, toast, undo, onRefusal }: WriteOptions<Input, Output> = {},
): UseMutationResult<Output, RefusalError, Input> {
  const client = useQueryClient()
  const key = useRef<string>(undefined)
  return useMutation<Output, RefusalError, Input, string>({
    onMutate: () => {
      key.current ??= randomKey()
      return key.current
    },
    mutationFn: async (input) => {
      try {
        return await operation(input, { context: { idempotencyKey: key.current } })
      } catch (error) {
        throw afterLostAnswer(refusalOf(error))
      }
    },
    onSuccess: (output, input, ownKey) => {
      // The second answer to a double click tells of the same effect, which was told already.
      if (key.current !== ownKey) return
      key.current = undefined
      void client.invalidateQueries()
      if (toast) showDone(client, toast(output, input), undo?.(output, input))
      onDone?.(output, input)
    },
    onError: (refusal, input) => {
      if (refusal.code === 'idempotency_key_reused' || refusal.code === 'stale_version')
        key.current = undefined
      // Something is not as the screen shows it: a quote that somebody else accepted, a limit that was used up meanwhile.
      if (refusal.status === 409 || refusal.status === 422) void client.invalidateQueries()
      if (onRefusal) onRefusal(refusal, input)
      else showRefusal(refusal)
    },
  })
}

function showRefusal({ title, message }: RefusalError): void {
  notifications.show({ title, message, color: 'red', role: 'alert' })
}

/** A toast that offers the way back stands longer: somebody has to see it and reach for it. */
function showDone(client: QueryClient, message: string, undo: Undo | undefined): void {
  if (!undo) {
    notifications.show({ message, color: 'emerald' })
    return
  }
  const onUndo = async () => {
    notifications.hide(id)
    try {
      await undo({ context: { idempotencyKey: randomKey() } })
      notifications.show({ message: 'Taken back', color: 'emerald' })
    } catch (error) {
      showRefusal(refusalOf(error))
    }
    void client.invalidateQueries()
  }
  const id = notifications.show({
    message: createElement(UndoMessage, { message, onUndo: () => void onUndo() }),
    color: 'emerald',
    autoClose: 10_000,
  })
}

/** A key that was used for another input means that an earlier attempt, whose answer was lost, went through. */
function afterLostAnswer(refusal: RefusalError): RefusalError {
  if (refusal.code !== 'idempotency_key_reused') return refusal
  return new RefusalError(refusal.code, {
    status: refusal.status,
    message: 'Its answer had been lost. Look at what is there now before you try again.',
    data: { title: 'An earlier attempt went through.', errors: [] },
  })
}

/** `crypto.randomUUID` exists on https and localhost only; a shop may serve Platen over plain http in its own network. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
