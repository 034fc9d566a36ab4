// How a file that comes in by hand is read when nobody says so. Pure; what the source does not settle is asked, never guessed.
import { basename } from 'node:path'
import type { ImportRequest, Refused } from './request.ts'
import { refuse } from './request.ts'
import type { SourceFile } from './schemas.ts'

// What a pack says of the months of one file does not hold of the next: the importer judges those itself.
const ofOneFile = ['stubMonths', 'heldBack', 'heldMonths', 'notLoaded']

const plain = (path: string) => basename(path).replace(/\.gz$/, '')

/**
 * The options somebody stated; otherwise those of the source's file of that name; otherwise those all files of the source share.
 * Refuses when the files are read in different ways and the name is none of theirs, unless the reader finds out by itself.
 */
export function optionsOf(
  { source, format, options }: Pick<ImportRequest, 'source' | 'format' | 'options'>,
  name: string,
): { options: Record<string, unknown> } | Refused {
  if (options) return { options }
  if (format.name !== source.format) return { options: {} }
  const named = source.files.filter(file => plain(file.path) === plain(name))
  const files = named.length > 0 ? named : source.files
  const found = format.kind === 'places' ? [] : (format.finds ?? [])
  const { shared, differ } = compare(files)
  const open = differ.filter(key => !found.includes(key))
  return open.length === 0 ? { options: shared } : undecided(name, files, open)
}

function compare(files: readonly SourceFile[]): { shared: Record<string, unknown>; differ: string[] } {
  const keys = [...new Set(files.flatMap(file => Object.keys(file.options)))].filter(key => !ofOneFile.includes(key))
  const values = (key: string) => new Set(files.map(file => JSON.stringify(file.options[key])))
  const alike = keys.filter(key => values(key).size === 1)
  return {
    shared: Object.fromEntries(alike.map(key => [key, files[0]?.options[key]])),
    differ: keys.filter(key => !alike.includes(key)),
  }
}

function undecided(name: string, files: readonly SourceFile[], keys: readonly string[]): Refused {
  const [one] = files
  const example =
    keys.length === 1 && one ? `, such as ${JSON.stringify({ [keys[0] ?? '']: one.options[keys[0] ?? ''] })}` : ''
  const many = new Set(files.map(file => plain(file.path))).size > 1
  const rename = many && one ? `, or give the file the name of the one it replaces, such as ${plain(one.path)}` : ''
  return refuse(
    name,
    `The files of this source are read in different ways (${keys.join(', ')}), and the name of this one does not say which holds`,
    `Say it in the options${example.length < 200 ? example : ''}${rename}.`,
  )
}
