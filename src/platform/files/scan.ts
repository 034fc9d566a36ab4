// One pass over a file that nobody vouches for: its hash, its size, what is wrong with it. Nothing is held but the current chunk.
import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Refusal } from './format.ts'
import type { Limits } from './limits.ts'

export interface Scan {
  hash: string
  bytes: number
  textBytes: number
  kind: 'csv' | 'json'
  mark: boolean
  utf8: boolean
  lineEnd: 'LF' | 'CRLF' | 'CR'
  lines: number
  blankLines: number[]
  /** The first lines, and one from each further chunk, so that the look for people sees the whole file. */
  sample: string[]
}

export type Found = { ok: true; scan: Scan } | { ok: false; refusal: Omit<Refusal, 'file'> }

const LF = 10
const CR = 13
const firstLines = 1_000
const mostBlank = 10_000

class Stop extends Error {
  readonly refusal: Omit<Refusal, 'file'>
  constructor(refusal: Omit<Refusal, 'file'>) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

const stop = (reason: string, remedy: string, line?: number): never => {
  throw new Stop(line === undefined ? { reason, remedy } : { reason, remedy, line })
}

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

interface State extends Omit<Scan, 'hash' | 'bytes'> {
  limits: Limits
  started: boolean
  lineBytes: number
  lone: number
  crlf: number
  lf: number
  tail: Buffer
  lineEndByte: number
  endedWithEnd: boolean
}

const startState = (limits: Limits): State => ({
  limits,
  started: false,
  lineBytes: 0,
  lone: 0,
  crlf: 0,
  lf: 0,
  tail: Buffer.alloc(0),
  lineEndByte: LF,
  endedWithEnd: true,
  textBytes: 0,
  kind: 'csv',
  mark: false,
  utf8: true,
  lineEnd: 'LF',
  lines: 0,
  blankLines: [],
  sample: [],
})

function take(state: State, chunk: Buffer): void {
  if (!state.started) start(state, chunk)
  state.textBytes += chunk.length
  if (state.textBytes > state.limits.textBytes)
    stop('The file is too large once unpacked', 'Split it by year and send the parts.')
  if (chunk.includes(0))
    stop(
      'The file holds bytes that no text file holds: it is not a CSV',
      'Save it as “CSV UTF-8” and send that.',
      state.lines + 1,
    )
  if (state.utf8) checkUtf8(state, chunk)
  countEnds(state, chunk)
  if (state.kind === 'csv') measureLines(state, chunk)
}

function start(state: State, chunk: Buffer): void {
  state.started = true
  if ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff) || looksUtf16(chunk))
    stop('The file is written in UTF-16 (“Unicode text”)', 'Save it as “CSV UTF-8” and send that.')
  state.mark = chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf
  const first = chunk
    .subarray(state.mark ? 3 : 0, 4_096)
    .toString('latin1')
    .trimStart()
  if (first.startsWith('{') || first.startsWith('[')) state.kind = 'json'
  if (/^<(!doctype|html|\?xml)/i.test(first))
    stop('The file is a web page or XML, not a table', 'Open the address again and save the data file itself.')
  const odd = chunk.subarray(0, 4_096).filter(isControl).length
  if (odd > Math.max(first.length / 100, 1)) stop('The file is not text', 'Save it as “CSV UTF-8” and send that.')
  const lf = chunk.indexOf(LF)
  const cr = chunk.indexOf(CR)
  if (cr >= 0 && lf < 0) state.lineEndByte = CR
}

// Control characters of no use in a table; tab, line ends, form feed and escape are let through.
const isControl = (byte: number) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)

// Every second byte nought in the first hundred: UTF-16 without its mark.
function looksUtf16(chunk: Buffer): boolean {
  const head = chunk.subarray(0, 100)
  const noughts = head.filter(byte => byte === 0).length
  return head.length >= 8 && noughts >= head.length * 0.4
}

function checkUtf8(state: State, chunk: Buffer): void {
  const whole = state.tail.length > 0 ? Buffer.concat([state.tail, chunk]) : chunk
  const cut = whole.length - unfinished(whole)
  state.tail = Buffer.from(whole.subarray(cut))
  if (!isUtf8(whole.subarray(0, cut))) state.utf8 = false
}

// How many bytes at the end begin a character that goes on in the next chunk.
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return needed > back ? back : 0
  }
  return 0
}

function countEnds(state: State, chunk: Buffer): void {
  let at = chunk.indexOf(CR)
  if (at < 0) return
  for (; at >= 0; at = chunk.indexOf(CR, at + 1)) {
    // a CR that ends the chunk is counted with the next one's first byte only in its kind, which one line in a thousand does not change
    if (chunk[at + 1] === LF) state.crlf++
    else if (at + 1 < chunk.length) state.lone++
  }
}

function measureLines(state: State, chunk: Buffer): void {
  let from = 0
  let sampled = false
  for (let at = chunk.indexOf(state.lineEndByte); at >= 0; at = chunk.indexOf(state.lineEndByte, from)) {
    const length = state.lineBytes + at - from
    tooLong(state, length)
    if (length === 0 || (length === 1 && chunk[at - 1] === CR)) blank(state)
    else if (state.lineBytes === 0 && (state.sample.length < firstLines || (!sampled && from > 0))) {
      state.sample.push(chunk.toString('utf8', from, at).replace(/\r$/, ''))
      if (state.sample.length > firstLines) sampled = true
    }
    state.lines++
    state.lineBytes = 0
    from = at + 1
  }
  state.lineBytes += chunk.length - from
  tooLong(state, state.lineBytes)
}

function blank(state: State): void {
  if (state.blankLines.length < mostBlank) state.blankLines.push(state.lines + 1)
}

function tooLong(state: State, length: number): void {
  if (length > state.limits.lineBytes)
    stop(
      `Line ${state.lines + 1} is longer than ${(state.limits.lineBytes / 1_000_000).toLocaleString('en-GB')} MB`,
      'Check that the file has line ends and that quotation marks are closed.',
      state.lines + 1,
    )
}

function finish(state: State): void {
  if (state.textBytes === 0 || (state.mark && state.textBytes === 3)) stop('The file is empty', 'Send the file again.')
  if (state.tail.length > 0) state.utf8 = false
  if (state.lineBytes > 0) state.lines++
}

function summary(state: State): Omit<Scan, 'hash' | 'bytes'> {
  const { textBytes, kind, mark, utf8, lines, blankLines, sample } = state
  const lineEnd = state.lone > 0 && state.lone >= state.crlf ? 'CR' : state.crlf > 0 ? 'CRLF' : 'LF'
  return { textBytes, kind, mark, utf8, lineEnd, lines, blankLines, sample }
}
