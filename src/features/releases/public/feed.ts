import { escapeHtml } from '../../../lib/markdown/text.ts'
import { withoutUnseen } from '../checks/characters.ts'
import type { Edition } from '../schemas.ts'

type Entry = Pick<Edition, 'title' | 'summary' | 'slug' | 'edition' | 'publishedAt' | 'correction'>

/** Text that XML 1.0 may hold. */
const xml = (text: string): string => escapeHtml(withoutUnseen(text))

/** Newest first, no more than this. */
const mostEntries = 50

/** The feed of publications: Atom (RFC 4287). A correction is a new entry; a withdrawal takes the entry away. */
export function atom(editions: readonly Entry[], { origin, unit }: { origin: string; unit: string }): string {
  const entries = editions.slice(0, mostEntries).map(edition => entryOf(edition, origin))
  const updated = editions[0]?.publishedAt ?? '1970-01-01T00:00:00.000Z'
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<title>${xml(`${unit}: publications`)}</title>
<id>${xml(`${origin}/publications`)}</id>
<link href="${xml(`${origin}/publications.atom`)}" rel="self"/>
<link href="${xml(`${origin}/publications`)}"/>
<author><name>${xml(unit)}</name></author>
<updated>${updated}</updated>
${entries.join('\n')}
</feed>
`
}

function entryOf(edition: Entry, origin: string): string {
  const address = `${origin}/publications/${edition.slug}`
  const words = edition.correction ? `Corrected: ${edition.correction} ${edition.summary}` : edition.summary
  return `<entry>
<title>${xml(edition.title)}</title>
<id>${xml(`${address}/editions/${edition.edition}`)}</id>
<link href="${xml(address)}"/>
<updated>${edition.publishedAt ?? ''}</updated>
<summary>${xml(words)}</summary>
</entry>`
}
