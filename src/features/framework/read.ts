import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { preventionLevels } from './kinds.ts'
import * as queries from './queries.ts'
import type { Node } from './schemas.ts'

/** An item by its code, as the version in force has it; one of an earlier version is found too, and so is what it became. */
export const find = (db: Db, code: string, on?: string): Promise<Node | undefined> => queries.find(db, code, on)

/** The words of a code today, or the code itself where it is of no framework. */
export const labelOf = async (db: Db, code: string): Promise<string> => (await find(db, code))?.label ?? code

/** The words a code had on a day: a report for last year keeps last year's words. */
export const labelAsAt = async (db: Db, code: string, day: string): Promise<string> =>
  (await find(db, code, day))?.label ?? code

/** Items of a kind in the version in force, for a form's choices. The kind `prevention` gives the three levels of prevention. */
export async function options(db: Db, kind: string, on?: string): Promise<{ value: string; text: string }[]> {
  if (kind === 'prevention') return preventionLevels.map(({ code, label }) => ({ value: code, text: label }))
  return (await inForce(db, [kind], on)).map(({ code, label }) => ({ value: code, text: label }))
}

/** Items of some kinds in the version in force; none where no framework is loaded. */
export async function inForce(db: Db, kinds: readonly string[], on?: string): Promise<Node[]> {
  const version = await queries.version(db, on)
  return version ? queries.nodes(db, version.id, kinds, on) : []
}

export interface Prompt {
  code: string
  label: string
  /** The question to ask at a decision. */
  prompt: string
  commitments: string[]
}

/** The guiding principles as questions for a decision or a round. */
export async function principlePrompts(db: Db, on?: string): Promise<Prompt[]> {
  const found = await inForce(db, ['principle', 'commitment'], on)
  return found
    .filter(node => node.kind === 'principle')
    .map(({ code, label, detail }) => ({
      code,
      label,
      prompt: typeof detail.prompt === 'string' ? detail.prompt : `How does this follow “${label}”?`,
      commitments: found.filter(node => node.parent === code).map(node => node.label),
    }))
}

const Said = z.object({
  value: z.number(),
  unit: z.string(),
  period: z.string().nullable(),
  place: z.string().nullable(),
  publisher: z.string().nullable(),
  comparison: z.string().nullish(),
  approximate: z.boolean().optional(),
  planned: z.boolean().optional(),
})

/** A figure of a strategy, as stated then: never current without its period. */
export interface Statistic extends z.output<typeof Said> {
  code: string
  label: string
  caution: string | null
  note: string | null
  source: Node['source']
  alsoIn: Node['alsoIn']
  /** Title of the document that states it, and the time that document says it covers. */
  document: string
  covers: string | null
}

/** The figures the strategy's documents state, each with its period, place, publisher, caution and source. */
export async function statistics(db: Db, on?: string): Promise<Statistic[]> {
  const version = await queries.version(db, on)
  if (!version) return []
  const documents = new Map(version.documents.map(each => [each.id, each]))
  return (await queries.nodes(db, version.id, ['statistic'], on)).map(node => ({
    ...Said.parse(node.detail),
    code: node.code,
    label: node.label,
    caution: node.caution,
    note: node.note,
    source: node.source,
    alsoIn: node.alsoIn,
    document: documents.get(node.source.document)?.title ?? node.source.document,
    covers: documents.get(node.source.document)?.covers ?? null,
  }))
}

/** The head of everything (belief, mission, vision, values), in the words of the day. */
export const head = (db: Db, on?: string) => inForce(db, ['belief', 'mission', 'vision', 'value'], on)
