/** A code as part of an address. */
export const slugOf = (code: string): string => code.toLowerCase().replace(/[^a-z0-9-]+/g, '-')
