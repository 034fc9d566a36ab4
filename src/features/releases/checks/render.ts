import { openViews } from '../../../platform/view.ts'
import type { Releasable } from '../contract.ts'
import { itemView } from '../public/item.ts'

let render: ReturnType<typeof openViews> | undefined

/** The items as the page of the release will print them, for the check of its structure. */
export function renderItems(said: { title: string; summary: string }, items: readonly Releasable[]): string {
  render ??= openViews()
  const published = { slug: 'release', edition: 1, publishedOn: '', releaseTitle: said.title }
  const views = items.map((item, i) => itemView({ ...item, ...published }, i, { top: 2, said }))
  return render('releases/pages/items.njk', { items: views })
}
