// Mail: `post` in the transaction of a change; the job process sends.
export type { Notify } from './notify.ts'
export { findShown, type Mail, newest, post, type Shown } from './outbox.ts'
export { jobs, type Means, meansOf, type Send } from './send.ts'
export type { Smtp } from './smtp.ts'
