import { dayWords } from '../../../lib/dates.ts'
import { type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Document } from '../schemas.ts'

const crumb = { text: 'Releases', href: '/releases' }

const documentPage = page<
  Wrong & {
    title: string
    action: string
    typed: Record<string, string>
    /** Where it is released; empty while it is not kept. */
    release: string
    help: string
    breadcrumbs: { text: string; href?: string }[]
  }
>('releases/pages/document.njk')

export const documentForm = (id: number | null, typed: Record<string, string>, errors: Wrong['errors'] = []) =>
  documentPage({
    ...wrong(errors),
    release: id === null ? '' : `/releases/new?chosen=document/${id}`,
    title: id === null ? 'Write a publication' : 'Change a publication',
    action: id === null ? '/releases/documents' : `/releases/documents/${id}`,
    typed,
    help: 'Headings begin with ##, points with a hyphen. Links: [words](https://…).',
    breadcrumbs: [crumb, { text: 'Publications in words', href: '/releases/documents' }],
  })

const listPage = page<{
  title: string
  documents: { title: string; version: number; written: string; href: string; release: string }[]
  breadcrumbs: { text: string; href?: string }[]
}>('releases/pages/documents.njk')

/** All that were written, newest first, with the way to release each. */
export const showDocuments = (documents: readonly Document[]) =>
  listPage({
    title: 'Publications in words',
    documents: documents.map(({ id, title, version, writtenOn }) => ({
      title,
      version,
      written: dayWords(writtenOn),
      href: `/releases/documents/${id}`,
      release: `/releases/new?chosen=document/${id}`,
    })),
    breadcrumbs: [crumb],
  })
