import { createHash, randomBytes } from 'node:crypto'

/** 256 bits by chance: cannot be guessed, so a plain hash keeps it safe. */
export const newToken = () => randomBytes(32).toString('base64url')

/** What the database keeps of a token: whoever reads the table cannot use it. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
