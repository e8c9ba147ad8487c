/**
 * A file that is made piece by piece while it is read, so that it takes no more memory than a piece. How large it is
 * nobody knows before its end.
 */
export class StreamedFile extends File {
  readonly #pieces: () => AsyncIterable<string>

  constructor(name: string, type: string, pieces: () => AsyncIterable<string>) {
    super([], name, { type })
    this.#pieces = pieces
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const pieces = this.#pieces()[Symbol.asyncIterator]()
    const encoder = new TextEncoder()
    return new ReadableStream(
      {
        pull: async (controller) => {
          const { done, value } = await pieces.next()
          if (done) controller.close()
          else controller.enqueue(encoder.encode(value))
        },
        cancel: async () => {
          await pieces.return?.()
        },
      },
      { highWaterMark: 0 },
    )
  }

  override async text(): Promise<string> {
    const all: string[] = []
    for await (const piece of this.#pieces()) all.push(piece)
    // As a file is read: the mark of its encoding is no text.
    return all.join('').replace(/^\uFEFF/, '')
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return new Response(this.stream()).arrayBuffer()
  }
}
