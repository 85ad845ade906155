import { Column, Entity, PrimaryColumn } from "typeorm";
import type { Grant, Principal } from "../principal.js";

/** Row of il.client. The initial values are replaced by TypeORM; they spare every field an assertion. */
@Entity({ schema: "il", name: "client" })
export class ClientEntity {
  @PrimaryColumn({ name: "client_id", type: "text" })
  clientId = "";

  @Column({ type: "text" })
  name = "";

  @Column({ type: "text" })
  kind: Principal["kind"] = "SERVICE";

  @Column({ name: "secret_salt", type: "text" })
  secretSalt = "";

  @Column({ name: "secret_hash", type: "text" })
  secretHash = "";

  @Column({ type: "json" })
  grants: readonly Grant[] = [];

  @Column({ name: "created_at", type: "timestamptz" })
  createdAt: Date = new Date(0);

  @Column({ name: "disabled_at", type: "timestamptz", nullable: true })
  disabledAt: Date | null = null;
}
