import { type FieldError, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { qrCode } from './qr.ts'
import { addressOf, base32 } from './totp.ts'

const crumbs = [{ text: 'Your account', href: '/account' }]

const setUpPage = page<
  Wrong & {
    title: string
    breadcrumbs: typeof crumbs
    secret: string
    address: string
    qr: { size: number; path: string }
  }
>('people/pages/codes-set-up.njk')
export const setUp = (secret: Buffer, email: string, errors: FieldError[] = []) =>
  setUpPage({
    ...wrong(errors),
    qr: qrCode(addressOf(secret, email, 'Upstream')),
    title: 'Set up an authenticator',
    breadcrumbs: crumbs,
    secret: (base32(secret).match(/.{1,4}/g) ?? []).join(' '),
    address: addressOf(secret, email, 'Upstream'),
  })

const donePage = page<{ title: string; breadcrumbs: typeof crumbs; codes: string[] }>('people/pages/codes-done.njk')
export const done = (codes: string[]) => donePage({ title: 'Keep these recovery codes', breadcrumbs: crumbs, codes })

const removePage = page<Wrong & { title: string; breadcrumbs: typeof crumbs }>('people/pages/codes-remove.njk')
export const remove = (errors: FieldError[] = []) =>
  removePage({ ...wrong(errors), title: 'Remove the authenticator', breadcrumbs: crumbs })
