import { parseArgs } from 'node:util'
import { z } from 'zod'
import { londonDay } from '../lib/dates.ts'
import { PlainError } from '../lib/errors.ts'
import { readConfig } from '../platform/config.ts'
import { root } from '../platform/root.ts'
import { plainly } from '../platform/store-errors.ts'
import { type Command, type Context, type Option, parseOptions, type Result, UsageError } from './command.ts'
import { commandHelp, generalHelp } from './help.ts'
import { commands } from './list.ts'
import { openProgress, type Terminal } from './terminal.ts'

/** Options every command takes. */
export const globalOptions: Option[] = [
  { name: 'pack', value: 'NAME', about: 'The pack to work on. Otherwise the only one with data, or else demo.' },
  { name: 'json', about: 'Print the result as JSON and nothing else.' },
  { name: 'help', about: 'Print this help.' },
]

const Global = z.object({
  pack: z.string().optional(),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
})

export const exitCodes = { ok: 0, failed: 1, usage: 2 } as const

/** Runs one command line and gives its exit code. */
export async function run(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
): Promise<number> {
  const json = argv.includes('--json')
  const { progress, clear } = openProgress(terminal)
  const say = (text: string) => {
    clear()
    terminal.err(`${text}\n`)
  }
  try {
    const result = await perform(argv, environment, { say, progress, confirm: question => confirm(terminal, question) })
    clear()
    terminal.out(json ? `${JSON.stringify(result.data)}\n` : `${result.lines.join('\n')}\n`)
    return result.ok ? exitCodes.ok : exitCodes.failed
  } catch (error) {
    clear()
    return report(plainly(error), json, terminal)
  }
}

type Means = Pick<Context, 'say' | 'progress' | 'confirm'>

async function perform(argv: readonly string[], environment: NodeJS.ProcessEnv, means: Means): Promise<Result> {
  const { name, rest } = split(argv)
  if (name === undefined || name === 'help') return helpFor(name, rest)
  const command = find(name)
  const { global, typed, words } = read(command, rest)
  const [topic] = words
  if (global.help && (topic === undefined || !command.helpOn)) return asResult(commandHelp(command, globalOptions))
  const config = readConfig(environment, root)
  const context = { ...means, config, pack: global.pack, today: londonDay(new Date()) }
  return global.help && topic !== undefined && command.helpOn
    ? command.helpOn(topic, context)
    : command.run(typed, context)
}

/** The command's name and everything else; `--pack NAME` may stand before it. */
function split(argv: readonly string[]): { name: string | undefined; rest: string[] } {
  const at = argv.findIndex((word, i) => !word.startsWith('-') && argv[i - 1] !== '--pack')
  return at < 0
    ? { name: undefined, rest: [...argv] }
    : { name: argv[at], rest: [...argv.slice(0, at), ...argv.slice(at + 1)] }
}

function helpFor(name: string | undefined, rest: string[]): Result {
  const asked = rest.find(word => !word.startsWith('-'))
  if (asked !== undefined) return asResult(commandHelp(find(asked), globalOptions))
  const unknown = rest.find(word => !['--help', '--json'].includes(word))
  if (unknown)
    throw new UsageError(`There is no option ${unknown} without a command.`, 'See: npm run -s upstream -- help')
  if (name === undefined && !rest.includes('--help')) throw new UsageError(generalHelp(commands).join('\n'))
  return asResult(generalHelp(commands))
}

const asResult = (lines: string[]): Result => ({ ok: true, lines, data: { ok: true, help: lines } })

function find(name: string): Command {
  const command = commands.find(each => each.name === name)
  if (!command)
    throw new UsageError(
      `There is no command called "${name}".`,
      `Commands: ${commands.map(each => each.name).join(', ')}. See: npm run -s upstream -- help`,
    )
  return command
}

function read(
  command: Command,
  rest: string[],
): { global: z.output<typeof Global>; typed: Record<string, unknown>; words: string[] } {
  const usage = `Usage: npm run -s upstream -- ${command.usage}`
  const { values, positionals } = parse(command, rest, usage)
  const global = Global.parse(values)
  const extra = positionals[command.positionals.length]
  if (extra !== undefined && !global.help) throw new UsageError(`"${extra}" was not expected.`, usage)
  const named = Object.fromEntries(command.positionals.map((name, i) => [name, positionals[i]]))
  return { global, typed: { ...values, ...named }, words: positionals }
}

function parse(command: Command, args: string[], usage: string) {
  try {
    return parseArgs({
      args,
      options: parseOptions([...command.options, ...globalOptions]),
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    throw new UsageError(`${message}.`.replace(/\.\.$/, '.'), usage)
  }
}

async function confirm(terminal: Terminal, question: string): Promise<boolean> {
  if (!terminal.tty) return false
  return /^y(es)?$/i.test((await terminal.answer(`${question} Type yes to go on: `)).trim())
}

function report(error: unknown, json: boolean, terminal: Terminal): number {
  const plain = error instanceof PlainError
  const message = error instanceof Error ? error.message : String(error)
  const remedy = plain
    ? error.remedy
    : 'This is a fault in Upstream, not in what you did. Run it again; if it goes on, send the lines above to whoever looks after it.'
  if (!plain) terminal.err(`${error instanceof Error ? error.stack : error}\n`)
  if (json) terminal.out(`${JSON.stringify({ ok: false, error: message, remedy: remedy ?? null })}\n`)
  else terminal.err(`${plain ? `${message}\n` : ''}${remedy ? `${remedy}\n` : ''}`)
  return error instanceof UsageError ? exitCodes.usage : exitCodes.failed
}
