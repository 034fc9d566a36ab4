// Runs off the web thread, and off the thread that keeps the job: plain data in, plain data out.

import type { Protected } from './apply.ts'
import { type Asked, protectAll } from './index.ts'

/** Numbers that both threads see, as the work goes on: tables that are done, tables there are, thousandths of the whole. */
export const progressOf = (shared: SharedArrayBuffer): Int32Array => new Int32Array(shared)
export const newProgress = (): SharedArrayBuffer => new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)

export function protectHere({ asked, shared }: { asked: Asked; shared: SharedArrayBuffer }): Protected {
  const progress = progressOf(shared)
  return protectAll(asked, (done, total, share) => {
    ;[done, total, Math.round(share * 1_000)].forEach((value, i) => {
      Atomics.store(progress, i, value)
    })
  })
}
