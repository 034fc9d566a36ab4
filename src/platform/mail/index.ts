// Mail: `post` in the transaction of a change; the job process sends.
export { findShown, type Mail, newest, post, type Shown } from './outbox.ts'
export { jobs, type Means, meansOf } from './send.ts'
