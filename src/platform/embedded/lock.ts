import { mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What a running embedded database says of itself, beside its data. */
export const Running = z.object({ pid: z.number(), url: z.string().nullable() })
export type Running = z.output<typeof Running>

const file = (folder: string) => join(folder, 'database.json')

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The process that owns this folder now, if it is alive. */
export function owner(folder: string): Running | undefined {
  try {
    const found = Running.parse(JSON.parse(readFileSync(file(folder), 'utf8')))
    return alive(found.pid) ? found : undefined
  } catch {
    return undefined // no file, or one left half-written by a stopped machine
  }
}

/** Takes the folder for this process: two writers would destroy it. False when another living process owns it. */
export function takeLock(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (owner(folder)) return false
  rmSync(file(folder), { force: true })
  try {
    write(folder, { pid: process.pid, url: null }, 'wx')
    return true
  } catch {
    return false // another process was faster
  }
}

export const announce = (folder: string, url: string) => write(folder, { pid: process.pid, url }, 'w')
export const releaseLock = (folder: string) => rmSync(file(folder), { force: true })

function write(folder: string, running: Running, flag: 'w' | 'wx'): void {
  const handle = openSync(file(folder), flag, 0o600)
  writeSync(handle, JSON.stringify(running))
  closeSync(handle)
}
