import type { Clock } from "../../kernel/clock.js";
import { isSigningSecret, signatureHeaders } from "../../platform/outbound/public.js";
import type { SystemCredentials } from "../authorization/system-credentials.js";
import { OutboundFailure } from "../outbound-http.js";

/** Signs requests to a receiver with the secret that both sides share (Standard Webhooks 1.0.0). */
export class WebhookSigner {
  constructor(
    private readonly credentials: SystemCredentials,
    private readonly clock: Clock,
  ) {}

  /**
   * @param id the same for every attempt, so that the receiver can tell a repetition
   * @param body exactly as it is sent
   * @throws OutboundFailure (nothing was sent) when the credential is no signing secret
   */
  headers(credentialName: string, id: string, body: string): Readonly<Record<string, string>> {
    const credential = this.credentials.read(credentialName);
    if (credential.type !== "signing-secret" || !isSigningSecret(credential.secret)) {
      const text = `credential ${credentialName} must be {"type": "signing-secret", "secret": "whsec_…"}`;
      throw new OutboundFailure(text, false, undefined);
    }
    return signatureHeaders(credential.secret, id, this.clock.now(), body);
  }
}
