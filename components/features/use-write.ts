import { notifications } from '@mantine/notifications'
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { type ApiContext, RefusalError, refusalOf } from '../../app/api.ts'

interface WriteOptions<Input, Output> {
  /** Runs after the write, when what is shown has been marked stale. */
  onDone?: (output: Output, input: Input) => void
  /** A sentence for the toast, such as "INV-0042 sent". */
  toast?: (output: Output, input: Input) => string
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
  { onDone, toast, onRefusal }: WriteOptions<Input, Output> = {},
): UseMutationResult<Output, RefusalError, Input> {
  const client = useQueryClient()
  const key = useRef<string>(undefined)
  return useMutation<Output, RefusalError, Input>({
    mutationFn: async (input) => {
      key.current ??= randomKey()
      try {
        return await operation(input, { context: { idempotencyKey: key.current } })
      } catch (error) {
        throw afterLostAnswer(refusalOf(error))
      }
    },
    onSuccess: (output, input) => {
      key.current = undefined
      void client.invalidateQueries()
      if (toast) notifications.show({ message: toast(output, input), color: 'emerald' })
      onDone?.(output, input)
    },
    onError: (refusal, input) => {
      if (refusal.code === 'idempotency_key_reused' || refusal.code === 'stale_version') {
        key.current = undefined
        void client.invalidateQueries()
      }
      if (onRefusal) onRefusal(refusal, input)
      else notifications.show({ title: refusal.title, message: refusal.message, color: 'red', role: 'alert' })
    },
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
