import type { ParseArgsConfig } from 'node:util'
import type { z } from 'zod'
import type { Day } from '../lib/dates.ts'
import { PlainError } from '../lib/errors.ts'
import type { Config } from '../platform/config.ts'

/** Wrong usage: the exit code is 2 instead of 1. */
export class UsageError extends PlainError {}

/** Tells the person at the terminal how far the work is. */
export type Progress = (done: number, total: number, words: string) => void

/** All a command is given: nothing is read from the environment or the clock inside one. */
export interface Context {
  config: Config
  /** `--pack NAME`, when it was typed. */
  pack: string | undefined
  today: Day
  /** A line about the work, apart from its result. */
  say(text: string): void
  progress: Progress
  /** Asks yes or no; always no where nobody can answer. */
  confirm(question: string): Promise<boolean>
}

/** What a command came to: lines for people, data for programs. */
export interface Result {
  ok: boolean
  lines: string[]
  data: Record<string, unknown>
}

export interface Option {
  name: string
  /** What stands after it: `--data DIR`. Without one the option is a switch. */
  value?: string
  /** May be given several times. */
  many?: boolean
  about: string
}

export interface Command {
  name: string
  /** What is typed: `load PACK --data DIR [--only SOURCE]`. */
  usage: string
  summary: string
  /** Further lines of `--help`. */
  details: string[]
  /** Names of what is typed without dashes, in order: ['pack']. */
  positionals: string[]
  options: Option[]
  /** `import --help FORMAT`: help about one thing. */
  helpOn?(topic: string, context: Context): Result | Promise<Result>
  run(typed: unknown, context: Context): Promise<Result>
}

/** A command whose input is parsed by one schema before its work begins. */
export const command = <T>(
  spec: Omit<Command, 'run'> & { input: z.ZodType<T>; run(input: T, context: Context): Promise<Result> },
): Command => ({
  ...spec,
  run: async (typed, context) => {
    const found = spec.input.safeParse(typed)
    if (found.success) return spec.run(found.data, context)
    const messages = found.error.issues.map(issue => issue.message)
    throw new UsageError(messages.join('\n'), `Usage: npm run -s upstream -- ${spec.usage}`)
  },
})

/** The options of a command as `util.parseArgs` takes them. */
export const parseOptions = (options: readonly Option[]): ParseArgsConfig['options'] =>
  Object.fromEntries(
    options.map(option => [
      option.name,
      { type: option.value ? 'string' : 'boolean', multiple: option.many ?? false } as const,
    ]),
  )
