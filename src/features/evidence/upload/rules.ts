import { cells, sniffDelimiter } from '../../../platform/files/head.ts'
import { lookForPeople } from '../../../platform/files/people.ts'

/** Largest file taken in the browser; larger ones are imported at the machine. */
export const mostBytes = 200_000_000
/** Files nobody decided on are deleted after this many hours. */
export const keptHours = 24

/** A file's name without folders or unseen characters, at most 120 of them. */
export const plainFileName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a name may not hold
    .replace(/[\u0000-\u001f\u007f<>:"|?*]/g, '')
    .trim()
    .slice(-120)

/** An id no source has yet: 'partner-' and the title in plain letters. */
export function partnerId(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const base = `partner-${plain || 'source'}`
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!taken.has(id)) return id
  }
}

/** Why the first lines of a file show that it is about people; undefined when they do not, or are not text. A first, quick look: the whole file is looked through before it is read. */
export function peopleIn(head: Buffer, known: readonly string[]): { field: string; why: string } | undefined {
  if (head.includes(0)) return undefined
  const lines = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .slice(0, 200)
  const delimiter = sniffDelimiter(lines.slice(0, 50))
  const [heading = '', ...rest] = lines
  const names = cells(heading, delimiter).map(cell => cell.trim())
  if (names.length < 2) return undefined
  return lookForPeople(
    names,
    rest.slice(0, -1).map(line => cells(line, delimiter)),
    known,
  )
}
