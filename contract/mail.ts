/** A mail of plain text to one address. */
export interface Mail {
  to: string
  subject: string
  text: string
}

/** Hands mails to a mail server. `send` settles when the server has taken the mail over, and throws when it did not. */
export interface Mailer {
  send(mail: Mail): Promise<void>
}
