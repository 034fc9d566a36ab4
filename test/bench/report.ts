export interface Figure {
  what: string
  value: string
  budget: string
  how: string
}

/** The figures as a page of the documentation. */
export function report(figures: readonly Figure[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
  const rows = figures.map(f => `| ${cell(f.what)} | ${cell(f.value)} | ${cell(f.budget)} | ${cell(f.how)} |`)
  return `# Performance\n\nMade by \`npm run bench\`; the machine and the same figures are in \`performance.json\`. Compare figures of one run only.\n\n| What | Measured | Budget | How |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
}
