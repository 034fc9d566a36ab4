// One pass over a file that nobody vouches for: its hash, its size, what is wrong with it. Nothing is held but the current chunk.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Refusal } from './format.ts'
import type { Limits } from './limits.ts'
import { finish, type Scan, Stop, startState, stop, summary, take } from './scan-text.ts'

export type { Scan } from './scan-text.ts'

export type Found = { ok: true; scan: Scan } | { ok: false; refusal: Omit<Refusal, 'file'> }

/** Looks through the file, unpacking gzip on the way; unpacked text is written to `unpackTo`. Stops at the first thing that refuses the file. */
export async function scan(path: string, gzip: boolean, unpackTo: string, limits: Limits): Promise<Found> {
  const hash = createHash('sha256')
  const state = startState(limits)
  let bytes = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  const source = createReadStream(path, { highWaterMark: 1 << 18 })
  const packed = source.pipe(counted)
  const text = gzip ? packed.pipe(createGunzip({ chunkSize: 1 << 18 })) : packed
  const out = gzip ? createWriteStream(unpackTo) : undefined
  source.on('error', error => text.destroy(error))
  try {
    for await (const chunk of text) {
      if (gzip) refuseBomb(state.textBytes + chunk.length, bytes, limits)
      take(state, chunk)
      if (out && !out.write(chunk)) await once(out, 'drain')
    }
    finish(state)
    return { ok: true, scan: { ...summary(state), hash: hash.digest('hex'), bytes } }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, refusal: error.refusal }
    if (isZlib(error))
      return {
        ok: false,
        refusal: {
          reason: 'The gzip file is damaged: it cannot be unpacked to its end',
          remedy: 'Send the file again, or send it unpacked.',
        },
      }
    throw error
  } finally {
    source.destroy()
    text.destroy()
    if (out) await new Promise<void>(resolve => out.end(() => resolve()))
  }
}

const isZlib = (error: unknown) => error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')

function refuseBomb(out: number, packed: number, limits: Limits): void {
  if (out > limits.freeBytes && out / Math.max(packed, 1) > limits.ratio)
    stop(
      `The file unpacks to more than ${limits.ratio} times its size: it may be made to fill the disk`,
      'Send the file unpacked if it is real.',
    )
}
