/**
 * Holds our statistics against reference files: `npm run -s check:stats -- FILE|DIR…`.
 * Exit 0 when every case of every method we have built agrees, save values set aside with a reason (each shown); 1 when one does not or a file cannot be read.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkReference, type Failure, type Report, readReference } from '../src/lib/stats/reference/check.ts'

const DIFFERENCES_SHOWN = 5

class Unreadable extends Error {}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The files named, and every .json file of the folders named. */
function filesOf(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat)
    throw new Unreadable(`${path}: there is no such file or folder. Check the spelling and the folder you are in.`)
  if (!stat.isDirectory()) return [path]
  const names = readdirSync(path).filter(name => name.endsWith('.json'))
  if (names.length === 0)
    throw new Unreadable(`${path}: the folder has no .json files. Name a folder of reference files.`)
  return names.sort().map(name => join(path, name))
}

function check(path: string): Report {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Unreadable(`${path}: cannot be read as JSON (${reason(error)}). Mend the file or leave it out.`)
  }
  try {
    return checkReference(readReference(content))
  } catch (error) {
    throw new Unreadable(`${path}: is not a reference file: ${reason(error)}. Compare it with test/reference/stats.`)
  }
}

const show = (value: unknown): string =>
  typeof value === 'number' ? String(value) : value === undefined ? 'nothing' : JSON.stringify(value)

function describe({ id, differences }: Failure): string[] {
  const lines = differences
    .slice(0, DIFFERENCES_SHOWN)
    .map(({ path, ours, expected }) => `  ${id}  ${path}: ours ${show(ours)}, expected ${show(expected)}`)
  const rest = differences.length - lines.length
  return rest > 0 ? [...lines, `  ${id}  and ${rest} more`] : lines
}

function tell(path: string, { method, cases, built, failures, setAside }: Report): string[] {
  const file = basename(path, '.json') === method ? '' : ` (${basename(path)})`
  if (!built) return [`not built yet: ${method}${file}`]
  const aside = setAside.flatMap(describe).map(line => `${line} (set aside: see reference/set-aside.ts)`)
  if (failures.length === 0) return [`ok ${method} ${cases} cases${file}`, ...aside]
  return [`FAILED ${method} ${failures.length} of ${cases} cases${file}`, ...failures.flatMap(describe), ...aside]
}

function main(paths: readonly string[]): number {
  if (paths.length === 0)
    throw new Unreadable('Name at least one file or folder: npm run -s check:stats -- test/reference/stats')
  let [passed, failed, unreadable] = [0, 0, 0]
  for (const path of paths.flatMap(filesOf)) {
    try {
      const report = check(path)
      for (const line of tell(path, report)) console.log(line)
      failed += report.failures.length
      if (report.built) passed += report.cases - report.failures.length
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      console.error(error.message)
      unreadable += 1
    }
  }
  console.log(`${passed} passed, ${failed} failed${unreadable > 0 ? `, ${unreadable} files not read` : ''}`)
  return failed + unreadable > 0 ? 1 : 0
}

try {
  process.exitCode = main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Unreadable)) throw error
  console.error(error.message)
  process.exitCode = 1
}
