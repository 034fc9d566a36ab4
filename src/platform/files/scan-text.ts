// The text of an untrusted file, chunk by chunk: encoding, line ends, lines too long, bytes that are no text. Nothing is held but the current chunk.
import { isUtf8 } from 'node:buffer'
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

const LF = 10
const CR = 13
const firstLines = 1_000
const mostBlank = 10_000

/** Ends the reading of a file with its refusal. */
export class Stop extends Error {
  readonly refusal: Omit<Refusal, 'file'>
  constructor(refusal: Omit<Refusal, 'file'>) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

export const stop = (reason: string, remedy: string, line?: number): never => {
  throw new Stop(line === undefined ? { reason, remedy } : { reason, remedy, line })
}

export interface State extends Omit<Scan, 'hash' | 'bytes'> {
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

export const startState = (limits: Limits): State => ({
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

/** Looks at one chunk; throws Stop at the first thing that refuses the file. */
export function take(state: State, chunk: Buffer): void {
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

export function finish(state: State): void {
  if (state.textBytes === 0 || (state.mark && state.textBytes === 3)) stop('The file is empty', 'Send the file again.')
  if (state.tail.length > 0) state.utf8 = false
  if (state.lineBytes > 0) state.lines++
}

export function summary(state: State): Omit<Scan, 'hash' | 'bytes'> {
  const { textBytes, kind, mark, utf8, lines, blankLines, sample } = state
  const lineEnd = state.lone > 0 && state.lone >= state.crlf ? 'CR' : state.crlf > 0 ? 'CRLF' : 'LF'
  return { textBytes, kind, mark, utf8, lineEnd, lines, blankLines, sample }
}
