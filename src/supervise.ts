import { type ChildProcess, fork } from 'node:child_process'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loader } from './platform/embedded/open.ts'

/** Runs the job process beside the web process and starts it again should it fall over. */
export function startJobs(pack: string): { stop(): Promise<void> } {
  const here = fileURLToPath(import.meta.url)
  let stopping = false
  let child: ChildProcess | undefined
  const start = () => {
    child = fork(join(dirname(here), `jobs${extname(here)}`), [pack], {
      execArgv: loader(here),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.on('exit', () => {
      if (!stopping) setTimeout(() => stopping || start(), 1_000).unref()
    })
  }
  start()
  const stop = () =>
    new Promise<void>(resolve => {
      stopping = true
      // a service manager may have stopped both at once
      if (!child?.connected) return resolve()
      child.once('exit', () => resolve())
      child.disconnect()
      setTimeout(() => child?.kill('SIGKILL'), 5_000).unref()
    })
  return { stop }
}
