import type { Pool } from "pg";
import type { UlidFactory } from "../../kernel/ulid.js";
import { type AcceptResult, AcceptWriter } from "../../platform/accept/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import { type OrderWrite, toAcceptRequest } from "../accept/order-write.js";
import { ACCEPT_ORDER_COMMANDS } from "./accept-order-command.statement.js";
import type { OrderCommandName } from "./order-command.js";

/** What a command on an order is judged by. */
export interface CommandColumns {
  readonly command: OrderCommandName;
  /** The version the caller has seen; undefined for any. */
  readonly ifMatch: number | undefined;
  /** True when the policy keeps this order from the caller; told only after the order's own guards. */
  readonly isForbidden: boolean;
}

/** Durable accept of commands on orders. */
export class AcceptCommands {
  readonly #commands: AcceptWriter<typeof ACCEPT_ORDER_COMMANDS.columns>;

  constructor(
    pool: Pool,
    private readonly ids: UlidFactory,
    audit: AuditLog,
  ) {
    this.#commands = new AcceptWriter(pool, ids, audit, "accept-order-commands", ACCEPT_ORDER_COMMANDS);
  }

  command(request: OrderWrite, { command, ifMatch, isForbidden }: CommandColumns): Promise<AcceptResult> {
    return this.#commands.accept(toAcceptRequest(request, { command }), this.ids.next(), {
      order_number: request.orderNumber,
      command,
      if_match: ifMatch,
      is_forbidden: String(isForbidden),
    });
  }
}
