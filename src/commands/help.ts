import type { Command, Option } from './command.ts'

const pad = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

const optionWords = (option: Option): string =>
  `--${option.name}${option.value ? ` ${option.value}` : ''}${option.many ? '…' : ''}`

/** What `help` prints. */
export const generalHelp = (commands: readonly Command[]): string[] => [
  'Usage: npm run -s upstream -- COMMAND',
  '',
  ...pad(commands.map(command => [command.usage, command.summary] as const)),
  '',
  'Every command takes --help, --json and --pack NAME, and works while Upstream is running and while it is not.',
  'Exit codes: 0 done, 1 failed, 2 not understood.',
]

/** What `COMMAND --help` prints. */
export const commandHelp = (command: Command, globals: readonly Option[]): string[] => [
  `Usage: npm run -s upstream -- ${command.usage}`,
  '',
  `${command.summary}.`,
  ...command.details,
  '',
  ...pad([...command.options, ...globals].map(option => [optionWords(option), option.about] as const)),
]
