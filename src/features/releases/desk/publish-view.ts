import { page } from '../../../platform/view.ts'
import { answeredOf } from './check-off.ts'
import { type Preview, previewOf } from './preview.ts'
import type { Showing } from './show-view.ts'

interface PublishPage {
  title: string
  facts: { term: string; text: string }[]
  answered: { title: string; text: string; reason: string }[]
  preview: Preview
  seal: string
  action: string
  cancel: string
  breadcrumbs: { text: string; href?: string }[]
}
const publishPage = page<PublishPage>('releases/pages/publish.njk')

/** The director's last look: all that becomes public, and the advice that was left standing. */
export function showPublish({ edition, items, part, seal }: Showing) {
  const at = `/releases/${edition.id}`
  return publishPage({
    title: edition.title,
    facts: [
      { term: 'Summary', text: edition.summary },
      ...(edition.correction ? [{ term: 'What changed', text: edition.correction }] : []),
      { term: 'Address', text: `/publications/${edition.slug}` },
      { term: 'Prepared by', text: edition.preparedByName ?? 'an account that is gone' },
      { term: 'Checked by', text: edition.checkedByName ?? 'nobody yet' },
    ],
    answered: answeredOf(edition),
    preview: previewOf(edition, items, part, `${at}/publish`),
    seal,
    action: `${at}/publish`,
    cancel: at,
    breadcrumbs: [{ text: 'Back to the release', href: at }],
  })
}
