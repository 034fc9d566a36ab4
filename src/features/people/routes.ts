import type { FastifyInstance } from 'fastify'
import type { Db } from '../../platform/db.ts'
import { requestRoutes } from './accounts/request-routes.ts'
import * as accounts from './accounts/routes.ts'
import * as codes from './codes/routes.ts'
import * as glass from './glass/routes.ts'
import type { Options } from './options.ts'
import * as outbox from './outbox/routes.ts'
import * as sessions from './sessions/routes.ts'
import * as signIn from './sign-in/routes.ts'
import * as work from './work/routes.ts'
import { openStub } from './work/stub.ts'

/** Sign-in, one's own account, everybody's accounts. The demonstration has an invented provider where no other is set. */
export function routes(app: FastifyInstance, db: Db, options: Options): void {
  const stub = options.demonstration && !options.provider ? openStub('https://sign-in.riverton.example') : undefined
  const provider = options.provider ?? stub?.provider
  const all = { ...options, provider }
  signIn.routes(app, db, all)
  if (provider) work.routes(app, db, { ...all, provider })
  if (stub) work.stubRoutes(app, db, stub)
  sessions.routes(app, db, all)
  codes.routes(app, db, all)
  accounts.routes(app, db, all)
  requestRoutes(app, db, all)
  glass.routes(app, db, all)
  if (options.demonstration) outbox.routes(app, db, all)
}
