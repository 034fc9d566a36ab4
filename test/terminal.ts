// The command line as a person at a terminal meets it.
import { mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { run } from '../src/commands/run.ts'
import type { Terminal } from '../src/commands/terminal.ts'
import type { TestStore } from './support.ts'

/** Types a command line and gives its exit code and what was printed on both ends. */
export async function type(line: string, environment: NodeJS.ProcessEnv, answer?: string) {
  let [out, err] = ['', '']
  const terminal: Terminal = {
    out: text => {
      out += text
    },
    err: text => {
      err += text
    },
    tty: answer !== undefined,
    now: () => 0,
    answer: async () => answer ?? '',
  }
  const code = await run(line.split(' ').filter(Boolean), environment, terminal)
  return { code, out, err }
}

export const asJson = (text: string) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))

/** The command line finds the database as a person's would: by the server's address, or in a folder named after the pack. */
export function environmentOf(store: TestStore, pack: string): NodeJS.ProcessEnv {
  if (!store.url.startsWith('socket:')) return { DATABASE_URL: store.url }
  const own = mkdtempSync(join(tmpdir(), 'upstream-commands-'))
  symlinkSync(store.url.slice('socket:'.length), join(own, pack))
  return { UPSTREAM_HOME: own }
}
