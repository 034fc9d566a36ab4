/** A piece of SQL with its values kept apart. Values never become part of the text. */
export interface Sql {
  readonly text: string
  readonly values: readonly unknown[]
  readonly isSql: true
}

const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && 'isSql' in value

interface Draft {
  strings: readonly string[]
  values: readonly unknown[]
}
const drafts = new WeakMap<Sql, Draft>()

/** `sql\`select … where id = ${id}\``; a nested `sql` piece is spliced in, anything else is a bound value. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  const out: unknown[] = []
  const text = render({ strings, values }, out)
  const piece: Sql = { text, values: out, isSql: true }
  drafts.set(piece, { strings, values })
  return piece
}

function render(draft: Draft, out: unknown[]): string {
  return draft.strings.reduce((text, part, i) => {
    if (i === 0) return part
    const value = draft.values[i - 1]
    if (isSql(value)) return text + render(drafts.get(value) ?? { strings: [value.text], values: [] }, out) + part
    out.push(value)
    return `${text}$${out.length}${part}`
  }, '')
}

const nothing = sql``

/** A piece used only when the condition holds: `${when(filter.kind, kind => sql`and kind = ${kind}`)}`. */
export const when = <T>(value: T | null | undefined | false | '', piece: (value: T) => Sql): Sql =>
  value === null || value === undefined || value === false || value === '' ? nothing : piece(value)

/** SQL text written by us, such as a migration or a column list. Never give it anything a person typed. */
export function raw(text: string): Sql {
  const piece: Sql = { text, values: [], isSql: true }
  drafts.set(piece, { strings: [text], values: [] })
  return piece
}

/** A value for `ilike` that finds these words anywhere; its own wildcards stand for themselves. */
export const like = (words: string): string => `%${words.replace(/[\\%_]/g, letter => `\\${letter}`)}%`
