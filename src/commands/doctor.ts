import { z } from 'zod'
import type { Check } from '../platform/doctor.ts'
import { choosePack } from './city.ts'
import { command } from './command.ts'
import { examine } from './doctor-checks.ts'

const lineOf = (check: Check): string[] => [
  `${check.ok ? 'ok          ' : 'look at this'}  ${check.name}: ${check.text}`,
  ...(check.remedy && !check.ok ? [`              ${check.remedy}`] : []),
]

export const doctor = command({
  name: 'doctor',
  usage: 'doctor',
  summary: 'Looks whether everything is in order, and says what to do where it is not',
  details: ['Exit code 1 when something needs looking at. Changes nothing.'],
  positionals: [],
  options: [],
  input: z.object({}),
  run: async (_input, context) => {
    const checks = await examine(context.config, choosePack(context))
    const ok = checks.every(check => check.ok)
    const wrong = checks.filter(check => !check.ok).length
    const last = ok ? 'Everything is in order.' : `${wrong} to look at.`
    return { ok, lines: [...checks.flatMap(lineOf), '', last], data: { ok, checks } }
  },
})
