// What every part of measuring the simulated nation knows and says alike.
import type { Run } from './measure.ts'
import type { Country } from './nation-files.ts'
import type { Server } from './postgres.ts'
import type { Figure } from './report.ts'

export interface Work {
  program: string
  home: string
  data: string
  server: Server
  country: Country
  env: NodeJS.ProcessEnv
  /** "34,965 small areas": the size measured, in the row of every figure. */
  size: string
}

/** Says where it is, and when: at full size it takes minutes, and silence looks like standing still. */
export function say(words: string): void {
  process.stdout.write(`  ${new Date().toISOString().slice(11, 19)} ${words}\n`)
}

export const whole = (n: number) => n.toLocaleString('en-GB')
export const seconds = (n: number) => `${n.toFixed(1)} s`
/** The largest process of each name. */
export function peaks(work: Work, during: string, all: Run['peaks']): Figure[] {
  const first = all.filter((peak, i) => peak.mib > 50 && all.findIndex(one => one.name === peak.name) === i)
  return first.slice(0, 3).map(peak => ({
    what: `Simulated nation: ${during}, peak memory: ${peak.name}`,
    value: `${whole(Math.round(peak.mib))} MiB`,
    budget: '1,536 MiB',
    how: `${work.size}; VmHWM of the process, of PostgreSQL with the shared pages it touched`,
  }))
}
