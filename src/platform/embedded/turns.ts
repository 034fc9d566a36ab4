import type { PGlite } from '@electric-sql/pglite'

interface Waiting {
  handlerId: number
  message: Uint8Array
  onData(data: Uint8Array): void
  resolve(bytes: number): void
  reject(error: Error): void
}

const sync = 'S'.charCodeAt(0)
const simpleQuery = 'Q'.charCodeAt(0)
const terminate = 'X'.charCodeAt(0)

/**
 * The socket server's queue, by turns. All clients share one session, so a statement must not be cut into by another: its messages (parse, bind,
 * describe, execute, sync) arrive one by one, large ones late. A client that has sent the first of them has the turn until it has sent the last
 * (sync, or a simple query) and no transaction is open. The queue that comes with the server lets others in between, and answers then go astray.
 */
export function turns(db: PGlite) {
  let waiting: Waiting[] = []
  let turn: number | null = null
  let working = false

  async function work(): Promise<void> {
    if (working) return
    working = true
    for (;;) {
      const at = turn === null ? 0 : waiting.findIndex(one => one.handlerId === turn)
      const [one] = at < 0 ? [] : waiting.splice(at, 1)
      if (!one) break
      turn = one.handlerId
      await answer(one)
      if (ends(one.message) && !db.isInTransaction()) turn = null
    }
    working = false
  }

  async function answer(one: Waiting): Promise<void> {
    let bytes = 0
    const onRawData = (data: Uint8Array) => {
      if (isReady(data) && !ends(one.message)) return
      bytes += data.length
      one.onData(data)
    }
    try {
      await db.runExclusive(() => db.execProtocolRawStream(one.message, { onRawData }))
      one.resolve(bytes)
    } catch (error) {
      one.reject(error instanceof Error ? error : new Error(String(error)))
    }
  }

  return {
    enqueue: (handlerId: number, message: Uint8Array, onData: (data: Uint8Array) => void): Promise<number> =>
      new Promise((resolve, reject) => {
        waiting.push({ handlerId, message, onData, resolve, reject })
        void work()
      }),
    getQueueLength: () => waiting.length,
    clearQueueForHandler(handlerId: number): void {
      for (const one of waiting) if (one.handlerId === handlerId) one.reject(new Error('The client has gone'))
      waiting = waiting.filter(one => one.handlerId !== handlerId)
    },
    /** A client that leaves in its turn: what it had begun is undone, and the next is let in. */
    async clearTransactionIfNeeded(handlerId: number): Promise<void> {
      if (turn !== handlerId) return
      await db.exec('rollback')
      turn = null
      void work()
    },
  }
}

// After an error the engine says "ready" at once and again at the sync, where a server says it once, at the sync. A client that heard both takes
// the second for the answer to its next question. It comes as a piece of its own; no piece of a row is like it, for texts hold no zero bytes.
const ready = 'Z'.charCodeAt(0)
const isReady = (data: Uint8Array): boolean => data.length === 6 && data[0] === ready && data[4] === 5

// Startup messages have no type: their first byte is the high byte of a length, 0.
const ends = (message: Uint8Array): boolean =>
  message[0] === sync || message[0] === simpleQuery || message[0] === terminate || message[0] === 0
