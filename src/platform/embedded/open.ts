import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, statfsSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PlainError } from '../../lib/errors.ts'
import { bytes } from '../../lib/words.ts'
import { owner } from './lock.ts'

const startMs = 90_000
const leastFreeBytes = 400_000_000

/** Address of the embedded database in this folder, starting its process when none is running. */
export async function openEmbedded(folder: string): Promise<string> {
  const running = owner(folder)
  if (running?.url) return running.url
  if (!running) start(folder)
  return await waitForUrl(folder)
}

let child: ChildProcess | undefined

const logFile = (folder: string) => join(folder, 'database.log')

function start(folder: string): void {
  checkFolder(folder)
  const here = fileURLToPath(import.meta.url)
  const script = join(dirname(here), `server${extname(here)}`)
  const log = openSync(logFile(folder), 'w', 0o600)
  // detached: it outlives the command that started it for as long as another command uses it
  child = spawn(process.execPath, [...loader(here), script, folder], { detached: true, stdio: ['ignore', 'ignore', log] })
  closeSync(log)
  child.unref()
}

const otherOwner = 3 // exit code: another process took the folder first
const failed = () => child !== undefined && child.exitCode !== null && child.exitCode !== 0 && child.exitCode !== otherOwner

// Run from source (tests, tools) a child needs the TypeScript loader; run from dist it is plain JavaScript.
export const loader = (file: string): string[] => (extname(file) === '.ts' ? ['--import', 'tsx'] : [])

function checkFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new PlainError(`The folder ${folder} cannot be made: ${error instanceof Error ? error.message : error}`, 'Set UPSTREAM_HOME to a folder you may write to.')
  }
  const disk = statfsSync(folder)
  const free = disk.bavail * disk.bsize
  if (free < leastFreeBytes)
    throw new PlainError(`The disk is almost full: ${bytes(free)} left where the database is kept (${folder}).`, `Free at least ${bytes(leastFreeBytes)}, or set UPSTREAM_HOME to another disk.`)
}

async function waitForUrl(folder: string): Promise<string> {
  const until = Date.now() + startMs
  while (Date.now() < until) {
    const url = owner(folder)?.url
    if (url) return url
    if (failed()) throw new PlainError(`The embedded database did not start: ${readFileSync(logFile(folder), 'utf8').trim().slice(-2_000)}`, 'If the disk was full, free some space and start again. If it goes on, restore a backup: npm run -s upstream -- restore FILE')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new PlainError('The embedded database did not start within 90 seconds.', 'Start again; if it goes on, run: npm run -s upstream -- doctor')
}

/** Waits until the embedded database has closed its files after its last client left. True when it has. */
export async function closed(folder: string, ms = 10_000): Promise<boolean> {
  const until = Date.now() + ms
  while (owner(folder) && Date.now() < until) await new Promise(resolve => setTimeout(resolve, 100))
  return !owner(folder)
}
