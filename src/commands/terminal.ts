import { createInterface } from 'node:readline/promises'
import { whole } from '../lib/words.ts'
import type { Progress } from './command.ts'

/** Where a command writes and reads; tests hand in their own. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Is a person watching? Then progress rewrites one line. */
  tty: boolean
  now(): number
  answer(question: string): Promise<string>
}

const plainEveryMs = 1_000
const tidyEveryMs = 100

const counted = (done: number, total: number, words: string): string =>
  total > 1 ? `${words}: ${whole(done)} of ${whole(total)}` : words

/** Progress as one line that rewrites itself, or as plain lines now and then. */
export function openProgress(terminal: Terminal): { progress: Progress; clear(): void } {
  let last = Number.NEGATIVE_INFINITY
  let shown = false
  const clear = () => {
    if (shown) terminal.err('\r\u001b[2K')
    shown = false
  }
  const progress: Progress = (done, total, words) => {
    if (terminal.now() - last < (terminal.tty ? tidyEveryMs : plainEveryMs)) return
    last = terminal.now()
    if (!terminal.tty) return terminal.err(`${counted(done, total, words)}\n`)
    terminal.err(`\r\u001b[2K${counted(done, total, words).slice(0, 100)}`)
    shown = true
  }
  return { progress, clear }
}

/** The real terminal. Results go to standard output, everything else to standard error. */
export const realTerminal = (): Terminal => ({
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
  tty: process.stderr.isTTY === true && process.stdin.isTTY === true,
  now: () => performance.now(),
  answer: async question => {
    const reader = createInterface({ input: process.stdin, output: process.stderr })
    const answer = await reader.question(question)
    reader.close()
    return answer
  },
})
