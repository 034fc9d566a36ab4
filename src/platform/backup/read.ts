import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { PlainError } from '../../lib/errors.ts'
import { root } from '../root.ts'
import { Header } from './format.ts'

const broken = (file: string, why: string) =>
  new PlainError(
    `${file} cannot be restored: ${why}.`,
    'Use another backup file; one is made with: npm run -s upstream -- backup FILE',
  )

/** The file's lines, a megabyte or so at a time in memory. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  if (!existsSync(file)) throw new PlainError(`There is no file ${file}.`, 'Check the name and the folder.')
  const unpacked = createGunzip().setEncoding('utf8')
  pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), unpacked, () => {}) // its error comes out of the loop below
  let rest = ''
  try {
    for await (const chunk of unpacked) {
      const parts = `${rest}${chunk}`.split('\n')
      rest = parts.pop() ?? ''
      yield* parts
    }
  } catch (error) {
    throw broken(
      file,
      error instanceof Error && /header/.test(error.message)
        ? 'it is not a backup of Upstream'
        : 'it is damaged or was cut off',
    )
  }
  if (rest !== '') throw broken(file, 'it was cut off')
}

export const parseLine = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw broken(file, 'a line of it is damaged')
  }
}

export const cutOff = (file: string) => broken(file, 'it was cut off before its end')
export const foreign = (file: string, what: string) => broken(file, what)

/** The migrations of this version, in order. */
export const knownMigrations = (): string[] =>
  readdirSync(join(root, 'migrations'))
    .filter(name => name.endsWith('.sql'))
    .sort()

/** What the file says of itself, before anything is touched. */
export async function readHeader(file: string): Promise<Header> {
  for await (const text of linesOf(file)) {
    const found = Header.safeParse(parseLine(file, text))
    if (!found.success) throw broken(file, 'it is not a backup of Upstream')
    checkAge(file, found.data)
    return found.data
  }
  throw broken(file, 'it is empty')
}

function checkAge(file: string, header: Header): void {
  const known = new Set(knownMigrations())
  if (header.migrations.every(name => known.has(name))) return
  throw new PlainError(
    `${file} was made by a newer Upstream than this one.`,
    'Bring this one up to date first: git pull',
  )
}
