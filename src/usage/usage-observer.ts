/** One answered request, as the gateway knows it after validation. */
export interface ObservedCall {
  readonly clientId: string;
  /** Undefined where the operation has no plant of its own. */
  readonly plantCode: string | undefined;
  readonly api: string;
  /** `v1`. */
  readonly version: string;
  /** Method and path as the contract writes them: `POST /orders/{plantCode}`. */
  readonly operation: string;
  /** The parsed body, undefined without one. */
  readonly requestBody: unknown;
  /** The body of a successful answer as text; undefined without one, or when the call failed. */
  readonly answerText: string | undefined;
}

/** Where the gateway reports calls. It never waits, never throws and keeps no value of a body. */
export interface UsageObserver {
  observe(call: ObservedCall): void;
}
