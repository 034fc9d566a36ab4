import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { PlainError } from '../../../lib/errors.ts'
import { list } from '../../../lib/words.ts'
import { codeOf, commissioningLists, lists, nested, singles } from '../kinds.ts'
import { faultsOf } from './check.ts'
import { linksOf } from './links.ts'
import { File, type Item, Item as ItemShape, Items } from './shape.ts'
import type { Content, FileNode } from './types.ts'

/** Reads every framework of a pack's folder, oldest first; none where the pack has none. */
export function readFolder(folder: string): Content[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter(name => name.endsWith('.json'))
  return names
    .map(name => parse(join(folder, name), readFileSync(join(folder, name), 'utf8')))
    .sort((a, b) => (a.startsOn ?? '').localeCompare(b.startsOn ?? '') || a.code.localeCompare(b.code))
}

/** A file's text as items, links and questions; a file that cannot be used is refused with its name, the field and the remedy. */
export function parse(name: string, text: string): Content {
  const found = File.safeParse(json(name, text))
  if (!found.success) throw refused(name, z.prettifyError(found.error))
  const content = contentOf(found.data, text)
  const faults = faultsOf(content)
  if (faults.length > 0) throw refused(name, faults.join('\n'))
  return content
}

const refused = (name: string, why: string) =>
  new PlainError(
    `${name} cannot be used:\n${why}`,
    'Put the named field right and start again; nothing of the file was loaded.',
  )

function json(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new PlainError(
      `${name} is not JSON: ${error instanceof Error ? error.message : error}`,
      'Put the file right and start again.',
    )
  }
}

function contentOf(file: File, text: string): Content {
  const nodes = nodesOf(file)
  return {
    code: file.id,
    title: file.title,
    place: file.place.name,
    invented: file.invented,
    startsOn: file.startsOn ?? null,
    replaces: file.replaces?.framework ?? null,
    map: file.replaces?.map ?? [],
    documents: file.documents,
    inferredNote: file.inferredLinks?.note ?? null,
    nodes,
    links: linksOf(file, nodes),
    questions: file.openQuestions,
    text,
  }
}

const Named = z.looseObject({})

function nodesOf(file: File): FileNode[] {
  const top = Named.parse(file)
  const nodes: FileNode[] = []
  const addAll = (where: string, kind: string, items: unknown) => {
    for (const [i, item] of Items.parse(items ?? []).entries()) add(nodes, `${where}[${i}]`, kind, item, null)
  }
  for (const [field, kind] of Object.entries(lists)) addAll(field, kind, top[field])
  for (const [field, kind] of Object.entries(singles))
    if (top[field] !== undefined) add(nodes, field, kind, ItemShape.parse(top[field]), null)
  const commissioning = Named.parse(file.commissioning)
  for (const [field, kind] of Object.entries(commissioningLists))
    addAll(`commissioning.${field}`, kind, [commissioning[field] ?? []].flat())
  return nodes
}

const plain = new Set(['id', 'label', 'source', 'alsoIn', 'number', 'caution', 'note'])

// An item, then the items in its lists; what is left of it is its detail.
function add(nodes: FileNode[], where: string, kind: string, item: Item, parent: string | null): void {
  const inner = nested[kind] ?? {}
  const code = codeOf(kind, item.id)
  const rest = Object.entries(item).filter(([key]) => !plain.has(key) && !(key in inner))
  nodes.push({
    where,
    code,
    kind,
    label: item.label,
    number: item.number ?? null,
    parent,
    source: item.source,
    alsoIn: item.alsoIn,
    caution: item.caution ?? null,
    note: item.note ?? null,
    detail: Object.fromEntries(rest),
  })
  for (const [field, of] of Object.entries(inner))
    for (const [i, each] of Items.parse(item[field] ?? []).entries())
      add(nodes, `${where}.${field}[${i}]`, of, each, code)
}

/** `reducing-harm, families and 3 more`, for a message. */
export const some = (codes: readonly string[], most = 8): string =>
  codes.length <= most ? list(codes) : `${codes.slice(0, most).join(', ')} and ${codes.length - most} more`
