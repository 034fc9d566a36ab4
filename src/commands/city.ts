import { packsHeld } from '../platform/store.ts'
import { type City, openCity } from '../setup.ts'
import type { Context } from './command.ts'

/** The pack to work on: the one named, the only one with data, or else whatever a start would open. */
export function choosePack(context: Context): string | undefined {
  if (context.pack !== undefined || context.config.databaseUrl) return context.pack
  const held = packsHeld(context.config)
  if (held.length > 1)
    context.say(
      `Working on the pack "demo". Here are also: ${held.filter(name => name !== 'demo').join(', ')}; choose with --pack NAME.`,
    )
  return held.length === 1 ? held[0] : undefined
}

/** Opens the city, does the work and leaves, whatever comes of it. Joins the database when Upstream is running. */
export async function withCity<T>(
  context: Context,
  pack: string | undefined,
  work: (city: City) => Promise<T>,
): Promise<T> {
  const city = await openCity(context.config, pack)
  try {
    return await work(city)
  } finally {
    await city.store.close()
  }
}

/** Who did it, for the audit trail: the person at the terminal. */
export const by = 'command line'
