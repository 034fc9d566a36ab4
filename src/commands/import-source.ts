// Which source a file belongs to: those the pack describes, and those somebody added in the browser.
import * as evidence from '../features/evidence/index.ts'
import { list } from '../lib/words.ts'
import type { Db } from '../platform/db.ts'
import { UsageError } from './command.ts'

/** The source named, or the only one in this format. */
export async function sourceOf(
  db: Db,
  packId: string,
  format: evidence.Format,
  asked: string | undefined,
): Promise<evidence.Source> {
  const all = await evidence.readSources(db, packId)
  const fitting = all.filter(source => source.format === format.name)
  const chosen = asked === undefined ? fitting : all.filter(source => source.id === asked)
  const [only] = chosen
  if (only && chosen.length === 1) return only
  const names = fitting.map(source => source.id)
  if (asked !== undefined)
    throw new UsageError(
      `"${packId}" has no source "${asked}".`,
      `Sources in this format: ${names.join(', ') || 'none'}. All of them: npm run -s upstream -- sources`,
    )
  throw new UsageError(
    names.length
      ? `Several sources of "${packId}" are in this format: ${list(names)}.`
      : `No source of "${packId}" is in the format "${format.name}".`,
    names.length
      ? 'Name one with --source.'
      : 'Describe the source first: in packs/PACK/sources, or in the browser with Upload a file, as the first file of a new partner.',
  )
}

/** Which source a file was held to be of; where nobody named one and it does not fit, that one has to be named. */
export const sourceLines = (
  { id, title }: evidence.Source,
  { chosen, refused }: { chosen: boolean; refused: boolean },
): string[] => [
  `Source: ${title} (${id})${chosen ? ', the only one in this format' : ''}.`,
  ...(chosen && refused
    ? ['If the file is of another source, name it with --source. All of them: npm run -s upstream -- sources']
    : []),
]
