/** A failure the person cannot put right on the page they are on. One handler turns it into a page or a problem document. */
export class AppError extends Error {
  readonly status: number
  readonly detail: string | undefined
  constructor(status: number, message: string, detail?: string) {
    super(message)
    this.name = 'AppError'
    this.status = status
    this.detail = detail
  }
}

/** `notFound('That question')` says “We could not find that question”. */
export const notFound = (what: string) =>
  new AppError(404, `We could not find ${what.charAt(0).toLowerCase()}${what.slice(1)}`)
export const forbidden = (why: string) => new AppError(403, why)
export const conflict = (why: string) => new AppError(409, why)
/** A question that had no answer in the time it may take. */
export const tooLong = () => new AppError(503, 'Try fewer choices, or try again in a minute.')
export const badRequest = (why: string) => new AppError(400, why)

/** A failure of a command, start or file that a person reads in a terminal: what happened, and the remedy. */
export class PlainError extends Error {
  readonly remedy: string | undefined
  constructor(message: string, remedy?: string) {
    super(message)
    this.name = 'PlainError'
    this.remedy = remedy
  }
}
