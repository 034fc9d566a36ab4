// Headings of a text one under the other, so that a screen reader's list of them skips no level. Pure.

const heading = /^(#{1,6})(\s)/

/** The text with its outermost headings at level `top` and none more than one deeper than the one before. */
export function headingsFrom(text: string, top: number): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const inCode = codeLines(lines)
  const levels = lines.map((line, i) => (inCode[i] ? 0 : (heading.exec(line)?.[1]?.length ?? 0)))
  const outermost = Math.min(...levels.filter(level => level > 0))
  let before = top - 1
  return lines
    .map((line, i) => {
      const level = levels[i] ?? 0
      if (level === 0) return line
      before = Math.min(top + level - outermost, before + 1, 6)
      return line.replace(heading, `${'#'.repeat(before)}$2`)
    })
    .join('\n')
}

function codeLines(lines: readonly string[]): boolean[] {
  let inside = false
  return lines.map(line => {
    const isFence = line.startsWith('```')
    if (isFence) inside = !inside
    return inside || isFence
  })
}
