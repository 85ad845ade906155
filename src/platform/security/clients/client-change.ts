/** Who changes something of a client. */
export interface ClientChange {
  readonly actor: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}
