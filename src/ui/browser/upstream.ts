import { Button, createAll, ErrorSummary, ExitThisPage, NotificationBanner, ServiceNavigation } from 'govuk-frontend'
import { forgetOnLeaving } from './finder-leave.ts'
import { watchProgress } from './progress.ts'

createAll(ServiceNavigation)
createAll(ExitThisPage)
createAll(ErrorSummary)
createAll(NotificationBanner)
createAll(Button)
forgetOnLeaving(document)

// The browser's own menu prints as well, so the button is there only when it can do something.
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

for (const part of document.querySelectorAll<HTMLElement>('[data-progress]')) void watchProgress(part)
