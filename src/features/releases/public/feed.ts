import { escapeHtml } from '../../../lib/markdown/text.ts'
import type { Edition } from '../schemas.ts'

/** Newest first, no more than this. */
const mostEntries = 50

/** The feed of publications: Atom (RFC 4287). A correction is a new entry; a withdrawal takes the entry away. */
export function atom(editions: readonly Edition[], { origin, unit }: { origin: string; unit: string }): string {
  const entries = editions.slice(0, mostEntries).map(edition => entryOf(edition, origin))
  const updated = editions[0]?.publishedAt ?? '1970-01-01T00:00:00.000Z'
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<title>${escapeHtml(`${unit}: publications`)}</title>
<id>${escapeHtml(`${origin}/publications`)}</id>
<link href="${escapeHtml(`${origin}/publications.atom`)}" rel="self"/>
<link href="${escapeHtml(`${origin}/publications`)}"/>
<author><name>${escapeHtml(unit)}</name></author>
<updated>${updated}</updated>
${entries.join('\n')}
</feed>
`
}

function entryOf(edition: Edition, origin: string): string {
  const address = `${origin}/publications/${edition.slug}`
  const words = edition.correction ? `Corrected: ${edition.correction} ${edition.summary}` : edition.summary
  return `<entry>
<title>${escapeHtml(edition.title)}</title>
<id>${escapeHtml(`${address}/editions/${edition.edition}`)}</id>
<link href="${escapeHtml(address)}"/>
<updated>${edition.publishedAt ?? ''}</updated>
<summary>${escapeHtml(words)}</summary>
</entry>`
}
