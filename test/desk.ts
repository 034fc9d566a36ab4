// What journeys do at the desk where releases are made.
import type { Page } from 'playwright-core'
import { jobs } from '../src/features/releases/index.ts'
import { type TestApp, workOff } from './support.ts'

/** Presses the first button of this name and waits for the page that follows. */
export async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).first().click()])
}

/** Lets the check of the release on this page finish, answers every piece of advice, and says that it was checked. */
export async function checkOff({ db }: TestApp, page: Page): Promise<void> {
  await workOff(db, jobs(db))
  await page.reload()
  for (const box of await page.locator('textarea[name^="reason-"]').all())
    await box.fill('We looked, and it may stand.')
  await press(page, 'I have checked it')
}
