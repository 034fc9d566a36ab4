/** “Send it”: the telephone's own way of sending an address, where it has one. We do not learn to whom. */
export function offerShare(page: Document): void {
  if (!('share' in navigator)) return
  for (const button of page.querySelectorAll<HTMLButtonElement>('[data-share]')) {
    button.hidden = false
    const { title = '', address = '' } = button.dataset
    // somebody may change their mind
    button.addEventListener('click', () => void navigator.share({ title, url: address }).catch(() => undefined))
  }
}
