// Where a file lies between being sent and being imported: a folder of its own that only this user may open, deleted as soon as it can be.
import { closeSync, createWriteStream, mkdirSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const prefix = 'upstream-upload-'

/** Writes a stream to a new file (mode 0600 in a folder of mode 0700). Gives its path and size. */
export async function keep(folder: string | undefined, stream: Readable): Promise<{ path: string; bytes: number }> {
  const parent = folder ?? tmpdir()
  if (folder) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(mkdtempSync(join(parent, prefix)), 'file')
  const out = createWriteStream(path, { mode: 0o600, flags: 'wx' })
  try {
    await pipeline(stream, out)
  } catch (error) {
    remove(path)
    throw error
  }
  return { path, bytes: out.bytesWritten }
}

/** Deletes a file that `keep` wrote, and its folder. Any other path is left alone. */
export function remove(path: string | null): void {
  if (path === null) return
  const folder = dirname(path)
  if (basename(folder).startsWith(prefix)) rmSync(folder, { recursive: true, force: true })
}

/** The first bytes of a file. */
export function head(path: string, most = 256_000): Buffer {
  const buffer = Buffer.alloc(most)
  const handle = openSync(path, 'r')
  const length = readSync(handle, buffer, 0, most, 0)
  closeSync(handle)
  return buffer.subarray(0, length)
}
