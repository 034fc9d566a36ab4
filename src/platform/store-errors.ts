import { z } from 'zod'
import { PlainError } from '../lib/errors.ts'

interface Plain {
  message: string
  remedy: string
}

const full: Plain = {
  message: 'The disk is full, so nothing more could be written. What was saved before is safe.',
  remedy: 'Free some space, or set UPSTREAM_HOME to another disk, and run the same again.',
}
const away: Plain = {
  message: 'The database cannot be reached.',
  remedy: 'Check that it runs and that DATABASE_URL is right; with the embedded database, run the same again.',
}
const denied: Plain = {
  message: 'The database refused the user or password in DATABASE_URL.',
  remedy: 'Put them right: postgres://user:password@host/database',
}

// Codes of Node and of PostgreSQL that a person can put right.
const known: Record<string, Plain> = {
  ENOSPC: full,
  '53100': full,
  ECONNREFUSED: away,
  ENOTFOUND: away,
  EAI_AGAIN: away,
  ETIMEDOUT: away,
  ECONNRESET: away,
  '57P01': away,
  '57P03': away,
  '28P01': denied,
  '28000': denied,
  '3D000': {
    message: 'The database named in DATABASE_URL does not exist.',
    remedy: 'Make it first: createdb upstream',
  },
  '42501': {
    message: 'The user in DATABASE_URL may not do this in the database.',
    remedy:
      'Make that user the owner of the database; PostGIS, pg_trgm and btree_gist may have to be added by an administrator: create extension postgis; create extension pg_trgm; create extension btree_gist;',
  },
  EACCES: {
    message: 'A file or folder may not be used by this user.',
    remedy: 'Give this user the right to it, or choose another.',
  },
  EROFS: { message: 'A folder cannot be written to.', remedy: 'Set UPSTREAM_HOME to a folder you may write to.' },
}

const Coded = z.object({ code: z.string(), path: z.string().optional() })

/** A failure a person can put right becomes a plain one; anything else stays what it is. */
export function plainly(error: unknown): unknown {
  if (error instanceof PlainError) return error
  const found = Coded.safeParse(error)
  const plain = found.success ? known[found.data.code] : undefined
  if (!plain || !found.success) return error
  return new PlainError(found.data.path ? `${plain.message} (${found.data.path})` : plain.message, plain.remedy)
}
