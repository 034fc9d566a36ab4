import { run } from './commands/run.ts'
import { realTerminal } from './commands/terminal.ts'

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', () => process.exit(0))

run(process.argv.slice(2), process.env, realTerminal()).then(code => process.stdout.write('', () => process.exit(code)))
