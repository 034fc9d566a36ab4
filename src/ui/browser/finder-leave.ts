import { avoidKey } from './finder-avoid.ts'
import { pagesName } from './finder-keep.ts'

const leaving = 'govuk-exit-this-page-hide-content'

/** “Leave this site” also lets go of the pages that were kept for when there is no signal, and of the areas somebody avoids, which tell whom they fear. What somebody saved themselves stays. */
export function forgetOnLeaving(page: Document): void {
  // pressed or by the keyboard, the component hides the page first
  const watch = new MutationObserver(() => {
    if (!page.body.classList.contains(leaving)) return
    forgetAvoided()
    // the page that is left takes no place in the history, so Back does not bring it again; those before it stay there, which no page may change
    const away = page.querySelector<HTMLAnchorElement>('.govuk-js-exit-this-page-button')
    if (away) location.replace(away.href)
    if (!('serviceWorker' in navigator)) return
    // the worker outlives the page, and is told
    navigator.serviceWorker.controller?.postMessage('leave')
    void forgetPages()
  })
  watch.observe(page.body, { attributes: true, attributeFilter: ['class'] })
}

/** A browser that lets no page keep anything has nothing to forget. */
function forgetAvoided(): void {
  try {
    localStorage.removeItem(avoidKey)
  } catch {}
}

export async function forgetPages(): Promise<void> {
  const kept = (await caches.keys()).filter(name => name.startsWith(pagesName))
  await Promise.all(kept.map(name => caches.delete(name)))
}
