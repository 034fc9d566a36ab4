import { escapeHtml } from './text.ts'

/** The address a link should have, or null for none. */
export type Links = (href: string) => string | null

// The first that fits at a place wins, so stars inside code stay stars. The pieces cannot run into one another: no step back over long text.
const pieces =
  /`([^`]+)`|\[([^[\]]+)\]\(([^()\s]+)\)|\*\*([^*]+(?:\*[^*]+)*?)\*\*|\*([^*\s][^*]*)\*|<(https?:\/\/[^<>\s]+)>|\\([\\`*_[\]()#<>|+-])/g

/** Inline Markdown to safe HTML: code, links, strong, emphasis. Everything else is words. */
export function inline(source: string, links: Links): string {
  let out = ''
  let at = 0
  for (const found of source.matchAll(pieces)) {
    out += escapeHtml(source.slice(at, found.index)) + piece(found, links)
    at = found.index + found[0].length
  }
  return out + escapeHtml(source.slice(at))
}

function piece([, code, words, href, strong, emphasis, bare, escaped]: RegExpMatchArray, links: Links): string {
  if (code !== undefined) return `<code>${escapeHtml(code.trim())}</code>`
  if (words !== undefined)
    return anchor(
      inline(words, () => null),
      links(href ?? ''),
    )
  if (strong !== undefined) return `<strong>${inline(strong, links)}</strong>`
  if (emphasis !== undefined) return `<em>${inline(emphasis, links)}</em>`
  if (bare !== undefined) return anchor(escapeHtml(bare), bare)
  return escapeHtml(escaped ?? '')
}

const goodAddress = /^(https?:\/\/|mailto:|#|\/(?!\/)|[\w][\w./-]*(#[\w-]*)?$)/i

const anchor = (html: string, href: string | null) =>
  href !== null && goodAddress.test(href) ? `<a class="govuk-link" href="${escapeHtml(href)}">${html}</a>` : html

/** The words alone. */
export const plain = (source: string): string =>
  source.replace(pieces, (_all, code, words, _href, strong, emphasis, bare, escaped) =>
    String(code ?? words ?? (strong !== undefined ? plain(strong) : undefined) ?? emphasis ?? bare ?? escaped ?? ''),
  )
