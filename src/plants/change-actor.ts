/** Who asks for a change and under which correlation; what the audit entry of the change names. */
export interface ChangeActor {
  readonly clientId: string;
  readonly correlationId: string;
  readonly traceparent: string;
}
