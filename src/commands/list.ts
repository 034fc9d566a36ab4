import { assess } from './assess.ts'
import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { importCommand } from './import.ts'
import { invite } from './invite.ts'
import { load } from './load.ts'
import { restore } from './restore.ts'
import { sources } from './sources.ts'
import { undo } from './undo.ts'

/** The commands in the order of `help`. */
export const commands: readonly Command[] = [
  load,
  importCommand,
  undo,
  sources,
  assess,
  invite,
  backup,
  restore,
  doctor,
]
