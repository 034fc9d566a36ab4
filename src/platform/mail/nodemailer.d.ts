// The one function we use of nodemailer, which comes without types.
declare module 'nodemailer' {
  interface Settings {
    host: string
    port: number
    secure: boolean
    requireTLS: boolean
    auth?: { user: string; pass: string }
    connectionTimeout: number
    greetingTimeout: number
    socketTimeout: number
    disableFileAccess: boolean
    disableUrlAccess: boolean
  }
  interface Message {
    from: string
    to: { name: string; address: string }
    subject: string
    text: string
    headers: Record<string, string>
  }
  export function createTransport(settings: Settings): { sendMail(message: Message): Promise<unknown> }
}
