import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

/** What a running process says of itself, beside the data it owns. `mark` is part of its command line: process numbers are used again. */
const Running = z.object({ pid: z.number(), url: z.string().nullable(), mark: z.string() })
export type Running = z.output<typeof Running>

/** Who owns a folder, and in what way: `database` writes its files, `web` serves its pages. */
export type Duty = 'database' | 'web'

const file = (folder: string, duty: Duty) => join(folder, `${duty}.json`)

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

// After a machine or container was stopped hard, another program may have the old number.
function alive({ pid, mark }: Running): boolean {
  if (pid === process.pid || !exists(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark)
  } catch {
    return true // no /proc here: the number is all we have
  }
}

/** The other process that holds this duty now, if it is alive. */
export function owner(folder: string, duty: Duty = 'database'): Running | undefined {
  try {
    const found = Running.parse(JSON.parse(readFileSync(file(folder, duty), 'utf8')))
    return alive(found) ? found : undefined
  } catch {
    return undefined // no file, or one left half-written by a stopped machine
  }
}

const guardMs = 10_000

/** Takes a duty for this process: two writers would destroy the folder. False when another living process has it. */
export function takeLock(folder: string, duty: Duty = 'database', url: string | null = null): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const guard = `${file(folder, duty)}.taking`
  if (!create(guard, '') && Date.now() - statSync(guard).mtimeMs < guardMs) return false // another is taking it at this moment
  try {
    if (owner(folder, duty)) return false
    rmSync(file(folder, duty), { force: true })
    return create(file(folder, duty), words(url))
  } finally {
    rmSync(guard, { force: true })
  }
}

/** Tells the others where to join; null while it is starting or closing. In one step: who reads a file half-written takes the folder for free. */
export function announce(folder: string, url: string | null, duty: Duty = 'database'): void {
  const draft = `${file(folder, duty)}.${process.pid}`
  writeFileSync(draft, words(url), { mode: 0o600 })
  renameSync(draft, file(folder, duty))
}

export const releaseLock = (folder: string, duty: Duty = 'database') => rmSync(file(folder, duty), { force: true })

// The last two parts of the script: `dist/main.js` stands in the command line whether it was started by its full path or not.
const script = () => join(basename(dirname(process.argv[1] ?? '')), basename(process.argv[1] ?? ''))
const words = (url: string | null) => JSON.stringify({ pid: process.pid, url, mark: script() } satisfies Running)

// Only if there is none.
function create(path: string, text: string): boolean {
  try {
    const handle = openSync(path, 'wx', 0o600)
    writeSync(handle, text)
    closeSync(handle)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
