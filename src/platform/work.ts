import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

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

// A thread does not take its loader from the command line (Node 20), so from source (tests, tools) it asks for the TypeScript loader itself.
function openThread(): Worker {
  const extension = extname(fileURLToPath(import.meta.url))
  const thread = new URL(`./work-thread${extension}`, import.meta.url)
  if (extension !== '.ts') return new Worker(thread)
  const tsx = new URL(
    'dist/esm/api/index.mjs',
    pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json')),
  )
  const [api, code] = [JSON.stringify(tsx.href), JSON.stringify(thread.href)]
  return new Worker(`import(${api}).then(tsx => { tsx.register(); return import(${code}) })`, { eval: true })
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
    const thread = openThread()
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
