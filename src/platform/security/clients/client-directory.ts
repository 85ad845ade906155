import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { Grant, Principal } from "../principal.js";
import type { HashedSecret } from "./client-secret.js";

/** A client with the stored form of its secret. */
export interface StoredClient {
  readonly clientId: string;
  readonly kind: Principal["kind"];
  readonly grants: readonly Grant[];
  readonly secret: HashedSecret;
  readonly isDisabled: boolean;
}

const FIND = `
  SELECT client_id AS "clientId", kind, grants, disabled_at IS NOT NULL AS "isDisabled",
    json_build_object('salt', secret_salt, 'hash', secret_hash) AS secret
  FROM il.client WHERE client_id = $1`;

/** Reads clients outside any transaction: one round trip for each token that is issued or seen for the first time. */
export class ClientDirectory {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  async find(clientId: string): Promise<StoredClient | undefined> {
    // Postgres text holds no NUL; such an id is simply unknown.
    if (clientId.includes("\u0000")) return undefined;
    const [client] = await this.unitOfWork.read<StoredClient>(FIND, [clientId]);
    return client;
  }
}
