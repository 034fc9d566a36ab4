import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Offered } from './add.ts'
import { nameOf } from './common-views.ts'
import { isTotals, type Step } from './rules.ts'
import type { Assessment, Block, Chapter, Drawn } from './schemas.ts'

const crumbs = ({ id, title }: Assessment, writing = true) => [
  { text: 'Needs assessment', href: '/assessment' },
  { text: title, href: `/assessment/${id}` },
  ...(writing ? [{ text: 'Write', href: `/assessment/${id}/write` }] : []),
]

export interface Crumbs {
  breadcrumbs: { text: string; href: string }[]
  href: string
  version: number
}

export const head = (assessment: Assessment, writing = true): Crumbs => ({
  breadcrumbs: crumbs(assessment, writing),
  href: `/assessment/${assessment.id}`,
  version: assessment.version,
})

const kinds = {
  text: 'Text',
  finding: 'Finding',
  view: 'View',
  factors: 'Made by itself',
  silent: 'Made by itself',
} as const

interface PartRow {
  id: string
  name: string
  kind: string
  missing: string
  text: boolean
  stays: boolean
  href: string
  /** The very first of the document, and the very last: no way further. */
  first: boolean
  last: boolean
}

interface WritePage extends Crumbs, Wrong {
  title: string
  said: string
  undo: Step | null
  redo: Step | null
  discards: boolean
  chapters: {
    id: string
    title: string
    asks: string
    first: boolean
    last: boolean
    parts: PartRow[]
  }[]
}
const writePage = page<WritePage>('needs/pages/assessment-write.njk')

interface Writing {
  assessment: Assessment
  drawn: Drawn
  steps: { undo?: Step; redo?: Step }
  discards: boolean
  said: string
  errors: FieldError[]
}

export const write = ({ assessment, drawn, steps, discards, said, errors }: Writing) =>
  writePage({
    ...head(assessment, false),
    title: `Write: ${assessment.title}`,
    said,
    undo: steps.undo ?? null,
    redo: steps.redo ?? null,
    discards,
    chapters: drawn.chapters.map(({ id, title, asks, blocks }, k) => ({
      id,
      title,
      asks,
      first: k === 0,
      last: k === drawn.chapters.length - 1,
      parts: blocks.map((block, n) => ({
        id: block.id,
        name: nameOf(block),
        kind: `${kinds[block.kind]}${block.state === 'draft' ? ', not agreed yet' : ''}`,
        missing: block.missing,
        text: block.kind === 'text',
        stays: isTotals(blockIn(assessment, block.id)),
        href: block.href,
        first: k === 0 && n === 0,
        last: k === drawn.chapters.length - 1 && n === blocks.length - 1,
      })),
    })),
    ...wrong(errors),
  })

const blockIn = ({ document }: Assessment, id: string): Block =>
  document.chapters.flatMap(({ blocks }) => blocks).find(block => block.id === id) ?? { id, kind: 'silent' }

interface ChapterPage extends Crumbs, Wrong {
  title: string
  action: string
  value: string
}
const chapterPage = page<ChapterPage>('needs/pages/assessment-chapter.njk')

export const chapter = (assessment: Assessment, { id, title }: Chapter, value: string, errors: FieldError[] = []) =>
  chapterPage({
    ...head(assessment),
    title: `Title of “${title}”`,
    action: `/assessment/${assessment.id}/chapters/${id}`,
    value,
    ...wrong(errors),
  })

type Item = { value: string; text: string; selected: boolean }
const levelItems = (levels: Offered['levels'], chosen: string): Item[] => [
  { value: '', text: 'Not said', selected: chosen === '' },
  ...levels.map(({ code, label }) => ({ value: code, text: label, selected: code === chosen })),
]

interface TextPage extends Crumbs, Wrong {
  title: string
  action: string
  text: string
  levels: Item[]
}
const textPage = page<TextPage>('needs/pages/assessment-text.njk')

export const text = (
  assessment: Assessment,
  block: Block,
  values: { text: string; level: string },
  levels: Offered['levels'],
  errors: FieldError[] = [],
) =>
  textPage({
    ...head(assessment),
    title: 'Change a text',
    action: `/assessment/${assessment.id}/blocks/${block.id}`,
    text: values.text,
    levels: levelItems(levels, values.level),
    ...wrong(errors),
  })

interface Choice {
  value: string
  text: string
  hint: { text: string }
  checked: boolean
}
interface AddPage extends Crumbs, Wrong {
  title: string
  action: string
  chapter: string
  findings: Choice[]
  views: Choice[]
  address: string
  text: string
  levels: Item[]
}
const addPage = page<AddPage>('needs/pages/assessment-add.njk')

export const add = (
  assessment: Assessment,
  { id, title }: Chapter,
  { findings, views, levels }: Offered,
  values: Record<string, unknown>,
  errors: FieldError[] = [],
) =>
  addPage({
    ...head(assessment),
    title: `Add to “${title}”`,
    action: `/assessment/${assessment.id}/blocks`,
    chapter: id,
    findings: findings.map(finding => ({
      value: String(finding.id),
      text: finding.statement,
      hint: {
        text: `${finding.title}. ${finding.state === 'agreed' ? 'Agreed' : 'Draft: to be agreed before an edition'}`,
      },
      checked: typedText(values, 'finding') === String(finding.id),
    })),
    views: views.map(({ name, title, question }) => ({
      value: name,
      text: title,
      hint: { text: question },
      checked: typedText(values, 'view') === name,
    })),
    address: typedText(values, 'address'),
    text: typedText(values, 'text'),
    levels: levelItems(levels, typedText(values, 'level')),
    ...wrong(errors),
  })
