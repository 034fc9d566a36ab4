import { Button, createAll, ErrorSummary, ExitThisPage, NotificationBanner, ServiceNavigation } from 'govuk-frontend'
import { watchProgress } from './progress.ts'

createAll(ServiceNavigation)
createAll(ExitThisPage)
createAll(ErrorSummary)
createAll(NotificationBanner)
createAll(Button)

// The browser's own menu prints as well, so the button is there only when it can do something.
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

for (const part of document.querySelectorAll<HTMLElement>('[data-progress]')) void watchProgress(part)
