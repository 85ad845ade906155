import type { UlidFactory } from "../../kernel/ulid.js";
import type { SecretBox } from "../../platform/secrets/public.js";
import { secretContextOf } from "./event-subscription.js";

/** Gives a subscription its id and seals its secret for it. */
export class SubscriptionSeal {
  constructor(
    private readonly box: SecretBox,
    private readonly ids: UlidFactory,
  ) {}

  seal(signingSecret: string): { readonly id: string; readonly sealedSecret: string } {
    const id = this.ids.next();
    return { id, sealedSecret: this.box.seal(signingSecret, secretContextOf(id)) };
  }
}
