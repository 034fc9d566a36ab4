// Everything the finder gives to other programs.
import type { FastifyInstance } from 'fastify'
import type { Rooms } from '../rooms.ts'
import { activeRoutes } from './active/routes.ts'
import type { Publisher } from './entry.ts'
import { embedRoutes } from './more/embed.ts'
import { moreRoutes } from './more/routes.ts'
import { orukRoutes } from './oruk/routes.ts'

export const publisherOf = ({ pack, publicAddress }: Pick<Rooms, 'pack' | 'publicAddress'>): Publisher => ({
  address: publicAddress.replace(/\/+$/, ''),
  unit: pack.unit,
  city: pack.city.name,
  watermark: pack.demonstration ? pack.watermark : '',
})

export function feedRoutes(app: FastifyInstance, rooms: Rooms): void {
  const memory = { of: '', worked: new Map() }
  const given = { db: rooms.reads, publisher: publisherOf(rooms), today: rooms.today, minutes: rooms.minutes, memory }
  orukRoutes(app, given)
  activeRoutes(app, given)
  moreRoutes(app, given)
  embedRoutes(app, given)
}
