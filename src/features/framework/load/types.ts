import type { Document, Source } from '../schemas.ts'

/** An item of a file, with the field it stands in for messages. */
export interface FileNode {
  where: string
  code: string
  kind: string
  label: string
  number: number | null
  parent: string | null
  source: Source
  alsoIn: readonly Source[]
  caution: string | null
  note: string | null
  detail: Record<string, unknown>
}

export interface FileLink {
  where: string
  from: string
  to: string
  relation: string
  basis: 'stated' | 'inferred'
}

/** All that a framework file says. */
export interface Content {
  code: string
  title: string
  place: string
  invented: boolean
  startsOn: string | null
  replaces: string | null
  map: readonly { from: string; to: string[]; note?: string | undefined }[]
  documents: readonly Document[]
  inferredNote: string | null
  nodes: readonly FileNode[]
  links: readonly FileLink[]
  questions: readonly { id: string; question: string; sources: readonly Source[]; ownerRole: string }[]
  text: string
}
