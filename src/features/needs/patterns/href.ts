import type { Look } from './ask.ts'

/** The address of a page with everything written out, always in the same order: what is usual may change as data come in. */
export function hrefOf(path: string, { known, ground, from, to }: Look, settings: Record<string, string> = {}): string {
  const query = { measure: known.measure.code, level: ground.kind, from, to, ...settings }
  return `${path}?${new URLSearchParams(query)}`
}
