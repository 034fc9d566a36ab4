// iCalendar text as lines and components (RFC 5545, 3.1 and 3.4).

/** One content line, unfolded. `at`: the number of its first line in the text, from 1. */
export interface Line {
  at: number
  name: string
  params: Readonly<Record<string, string>>
  value: string
}

export interface Component {
  at: number
  name: string
  lines: Line[]
  parts: Component[]
}

/** Content lines; one that is none has the name '' and all its text as value. */
export function contentLines(text: string): Line[] {
  const found: { at: number; text: string }[] = []
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    const last = found.at(-1)
    if (last && /^[ \t]/.test(line)) last.text += line.slice(1)
    else if (line !== '') found.push({ at: i + 1, text: line })
  }
  return found.map(each => readLine(each.text, each.at))
}

function readLine(text: string, at: number): Line {
  const parts = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s.exec(text)
  if (!parts) return { at, name: '', params: {}, value: text }
  const params = [...(parts[2] ?? '').matchAll(/;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";])*)/g)].map(
    (each): [string, string] => [(each[1] ?? '').toUpperCase(), (each[2] ?? '').replaceAll('"', '')],
  )
  return { at, name: (parts[1] ?? '').toUpperCase(), params: Object.fromEntries(params), value: parts[3] ?? '' }
}

/** Components by BEGIN and END. `wrong` is called for each that has no other half; the tree is as good as it can be. */
export function components(lines: readonly Line[], wrong: (line: Line, found: string) => void): Component[] {
  const root: Component = { at: 0, name: '', lines: [], parts: [] }
  const open = [root]
  for (const line of lines) {
    const here = open.at(-1) ?? root
    if (line.name === 'BEGIN') {
      const part: Component = { at: line.at, name: line.value.trim().toUpperCase(), lines: [], parts: [] }
      here.parts.push(part)
      open.push(part)
    } else if (line.name !== 'END') here.lines.push(line)
    else if (here !== root && here.name === line.value.trim().toUpperCase()) open.pop()
    else wrong(line, here.name)
  }
  for (const left of open.slice(1)) wrong({ at: left.at, name: 'BEGIN', params: {}, value: left.name }, 'open')
  return [...root.parts, ...(root.lines.length > 0 ? [{ ...root, parts: [] }] : [])]
}

/** Text as it was before it was escaped. */
export const unescaped = (text: string): string =>
  text.replace(/\\([\\;,nN])/g, (_, letter: string) => (letter.toLowerCase() === 'n' ? '\n' : letter))

/** `FREQ=WEEKLY;BYDAY=TU` as names and values. */
export const ruleParts = (rule: string): Map<string, string> =>
  new Map(
    rule
      .split(';')
      .map((part): [string, string] => [(part.split('=')[0] ?? '').toUpperCase(), part.split('=').slice(1).join('=')]),
  )
