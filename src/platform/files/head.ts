// The first lines of a CSV, before any reader sees it: pure.

const delimiters = [',', ';', '\t', '|']

/** Cuts one line of a CSV into its cells; a doubled quote inside quotes is one quote. */
export function cells(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter)
  const out: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    const c = line[i]
    if (quoted && c === '"' && line[i + 1] === '"') {
      cell += '"'
      i++
    } else if (c === '"') quoted = !quoted
    else if (c === delimiter && !quoted) {
      out.push(cell)
      cell = ''
    } else cell += c
  }
  return [...out, cell]
}

/** The delimiter that cuts the heading into most columns, and the lines after it into as many. A comma when none does. */
export function sniffDelimiter(lines: readonly string[]): string {
  const [heading = '', ...rest] = lines
  const score = (delimiter: string) => {
    const columns = cells(heading, delimiter).length
    if (columns < 2) return 0
    const alike = rest.filter(line => cells(line, delimiter).length === columns).length
    return columns * (1 + (rest.length === 0 ? 1 : alike / rest.length) * 10)
  }
  const scored = delimiters.map(delimiter => ({ delimiter, score: score(delimiter) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score === 0 ? ',' : best.delimiter
}
