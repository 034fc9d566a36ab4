import { parentPort } from 'node:worker_threads'

interface Work {
  id: number
  moduleUrl: string
  name: string
  input: unknown
}

parentPort?.on('message', async ({ id, moduleUrl, name, input }: Work) => {
  try {
    const module: Record<string, (input: unknown) => unknown> = await import(moduleUrl)
    const work = module[name]
    if (!work) throw new Error(`${moduleUrl} has no function called ${name}`)
    parentPort?.postMessage({ id, result: await work(input) })
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
})
