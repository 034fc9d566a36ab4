export type Field = string | number

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A table as comma separated text: a heading, a line for each row, line feeds at the ends. */
export function csv(heading: readonly string[], rows: readonly (readonly Field[])[]): string {
  const line = (fields: readonly Field[]) =>
    fields.map(field => (typeof field === 'number' ? field : quoted(field))).join()
  return `${[heading, ...rows].map(line).join('\n')}\n`
}
