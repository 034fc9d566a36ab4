import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { loader } from './embedded/open.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** A thread beside the web thread, for heavy sums. */
export interface Bench {
  /** Runs an exported function of a module there. Input and result are copied, so they must be plain data. */
  run<T>(moduleUrl: string, name: string, input: unknown): Promise<T>
  close(): Promise<void>
}

/** Opens one thread, started at its first piece of work; pieces are done in turn. */
export function openBench(): Bench {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let next = 1
  const failAll = (error: Error) => {
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
    worker = undefined
  }
  const start = () => {
    const here = fileURLToPath(import.meta.url)
    const thread = new Worker(new URL(`./work-thread${extname(here)}`, import.meta.url), { execArgv: loader(here) })
    thread.on('message', (answer: { id: number; result?: unknown; error?: string }) => {
      const one = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.error !== undefined) one?.reject(new Error(answer.error))
      else one?.resolve(answer.result)
      if (waiting.size === 0) thread.unref()
    })
    thread.on('error', failAll)
    return thread
  }
  return {
    run: <T>(moduleUrl: string, name: string, input: unknown) =>
      new Promise<T>((resolve, reject) => {
        worker ??= start()
        worker.ref()
        const id = next++
        waiting.set(id, { resolve: value => resolve(value as T), reject })
        worker.postMessage({ id, moduleUrl, name, input })
      }),
    close: async () => {
      await worker?.terminate()
      worker = undefined
    },
  }
}
