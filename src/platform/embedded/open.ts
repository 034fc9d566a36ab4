import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, closeSync, constants, mkdirSync, openSync, readFileSync, statfsSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PlainError } from '../../lib/errors.ts'
import { bytes } from '../../lib/words.ts'
import { owner } from './lock.ts'

const startMs = 90_000
const leastFreeBytes = 400_000_000
const otherOwner = 3 // exit code: another process took the folder first

/** Address of the embedded database in this folder, starting its process when none is running. */
export async function openEmbedded(folder: string): Promise<string> {
  const until = Date.now() + startMs
  let child: ChildProcess | undefined
  while (Date.now() < until) {
    const running = owner(folder)
    if (running?.url) return running.url // a process that is starting or closing has none
    if (failed(child)) throw notStarted(folder)
    if (!running && (!child || child.exitCode !== null)) child = start(folder)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new PlainError(
    'The embedded database did not start within 90 seconds.',
    'Start again; if it goes on, run: npm run -s upstream -- doctor',
  )
}

const failed = (child: ChildProcess | undefined) =>
  child !== undefined &&
  (child.signalCode !== null || (child.exitCode !== null && child.exitCode !== 0 && child.exitCode !== otherOwner))

const logFile = (folder: string) => join(folder, 'database.log')

const notStarted = (folder: string) =>
  new PlainError(
    `The embedded database did not start: ${readFileSync(logFile(folder), 'utf8').trim().slice(-2_000)}`,
    'If the disk was full, free some space and start again. If it goes on, restore a backup: npm run -s upstream -- restore FILE',
  )

function start(folder: string): ChildProcess {
  checkFolder(folder)
  const here = fileURLToPath(import.meta.url)
  const script = join(dirname(here), `server${extname(here)}`)
  const log = openSync(logFile(folder), 'w', 0o600)
  // detached: it outlives the command that started it for as long as another command uses it
  const child = spawn(process.execPath, [...loader(here), script, folder], {
    detached: true,
    stdio: ['ignore', 'ignore', log],
  })
  closeSync(log)
  child.unref()
  return child
}

// Run from source (tests, tools) a child needs the TypeScript loader; run from dist it is plain JavaScript.
export const loader = (file: string): string[] => (extname(file) === '.ts' ? ['--import', 'tsx'] : [])

/** Makes the folder if need be; says plainly when it cannot be used. */
export function checkFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new PlainError(
      `The folder ${folder} cannot be used: ${error instanceof Error ? error.message : error}`,
      'Set UPSTREAM_HOME to a folder you may write to.',
    )
  }
  const disk = statfsSync(folder)
  checkSpace(folder, disk.bavail * disk.bsize)
}

/** Refuses to begin where a first start would run out of room. */
export function checkSpace(folder: string, free: number): void {
  if (free >= leastFreeBytes) return
  throw new PlainError(
    `The disk is almost full: ${bytes(free)} left where the database is kept (${folder}).`,
    `Free at least ${bytes(leastFreeBytes)}, or set UPSTREAM_HOME to another disk.`,
  )
}

/** Starts the database's process again should it fall while this one still needs it. Gives the way to stop watching. */
export function watchEmbedded(folder: string, trouble: (error: unknown) => void): () => void {
  let busy = false
  const look = async () => {
    if (busy || owner(folder)) return
    busy = true
    await openEmbedded(folder).then(
      () => {
        busy = false
      },
      error => {
        clearInterval(timer)
        trouble(error)
      },
    )
  }
  const timer = setInterval(() => void look(), 1_000).unref()
  return () => clearInterval(timer)
}

/** Waits until the embedded database has closed its files after its last client left. True when it has. */
export async function closed(folder: string, ms = 10_000): Promise<boolean> {
  const until = Date.now() + ms
  while (owner(folder) && Date.now() < until) await new Promise(resolve => setTimeout(resolve, 100))
  return !owner(folder)
}
