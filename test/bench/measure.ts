import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** R type 7. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return low + (high - low) * (at - Math.floor(at))
}

export interface Run {
  seconds: number
  /** Peak resident memory of each process seen in the tree, in MiB, largest first. */
  peaks: { name: string; mib: number }[]
  stdout: string
  code: number | null
}

/** Watches a process and its family until the function it gives is called, which gives their peaks, largest first. */
export function watching(child: ChildProcess, alsoNamed?: string): () => Run['peaks'] {
  const peaks = new Map<number, { name: string; mib: number }>()
  const timer = setInterval(() => watch(child, peaks, alsoNamed), 100)
  return () => {
    clearInterval(timer)
    return [...peaks.values()].sort((a, b) => b.mib - a.mib)
  }
}

/** Runs a command to its end and watches the memory of every process it starts (and of those named), from /proc. */
export async function run(
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; cwd: string; alsoNamed?: string },
): Promise<Run> {
  const began = performance.now()
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const peaks = watching(child, options.alsoNamed)
  let stdout = ''
  child.stdout?.on('data', (text: Buffer) => {
    stdout += text.toString()
  })
  const code = await new Promise<number | null>(resolve => child.on('close', resolve))
  return {
    seconds: (performance.now() - began) / 1000,
    peaks: peaks(),
    stdout,
    code,
  }
}

interface Seen {
  pid: number
  parent: number
  name: string
  peak: number
}

function processes(): Seen[] {
  if (!existsSync('/proc')) return []
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8')
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return [
          {
            pid: Number(name),
            parent: Number(/PPid:\s+(\d+)/.exec(status)?.[1]),
            name: command,
            peak: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
          },
        ]
      } catch {
        return [] // it ended while we looked
      }
    })
}

function watch(
  child: ChildProcess,
  peaks: Map<number, { name: string; mib: number }>,
  alsoNamed: string | undefined,
): void {
  for (const p of family(child.pid ?? 0, alsoNamed))
    if (p.pid !== process.pid)
      peaks.set(p.pid, {
        name: shortName(p.name) || (peaks.get(p.pid)?.name ?? ''),
        mib: Math.max(p.peak, peaks.get(p.pid)?.mib ?? 0),
      })
}

/** A process with its descendants, and those named with theirs. */
function family(first: number, alsoNamed: string | undefined): Seen[] {
  const all = processes()
  const named = all.filter(p => alsoNamed && p.pid !== process.pid && p.name.includes(alsoNamed))
  const found = new Set([first, ...named.map(p => p.pid)])
  for (let grown = true; grown; ) {
    const more = all.filter(p => found.has(p.parent) && !found.has(p.pid))
    for (const p of more) found.add(p.pid)
    grown = more.length > 0
  }
  return all.filter(p => found.has(p.pid))
}

/** This process and those whose command line names this, with all of their descendants; memory in MiB. */
export const familyOf = (named: string): Seen[] => family(process.pid, named)

/** Seconds of all processors that the same have used so far, with what has ended among them. */
export const processorSeconds = (named: string): number =>
  familyOf(named).reduce((sum, { pid }) => sum + secondsOf(pid), 0)

// Fields 14 to 17 of /proc/PID/stat, in hundredths of a second; the name before them may hold spaces.
function secondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0)
  } catch {
    return 0 // it ended while we looked
  }
}

const shortName = (command: string) =>
  // a process of PostgreSQL says what it does: 'postgres: user database address state'
  (
    /^postgres: \w+/.exec(command)?.[0] ??
    /(embedded\/server|jobs|main|cli)\.[jt]s/.exec(command)?.[1] ??
    command.split(' ')[0] ??
    ''
  ).replace('embedded/server', 'database')
