import { Module } from "@nestjs/common";
import type { Clock } from "../../../kernel/clock.js";
import { UlidFactory } from "../../../kernel/ulid.js";
import { AuditLog } from "../../audit/audit-log.js";
import { UnitOfWork } from "../../persistence/unit-of-work.js";
import { CLOCK } from "../../platform-tokens.js";
import type { Policy } from "../policy/policy.js";
import { PolicyController } from "../policy/policy.controller.js";
import { POLICY } from "../security-tokens.js";
import { GiveGrant } from "./give-grant.js";
import { GrantAuthority } from "./grant-authority.js";
import { GrantRegister } from "./grant-register.js";
import { GrantStore } from "./grant-store.js";
import { GrantsController } from "./grants.controller.js";
import { IdentityLinks } from "./identity-links.js";
import { IdentityLinksController } from "./identity-links.controller.js";
import { RevokeGrant } from "./revoke-grant.js";

/** Management routes of grants, identity links and the policy; POLICY and GrantRegister come from the global SecurityModule. */
@Module({
  controllers: [GrantsController, IdentityLinksController, PolicyController],
  providers: [
    {
      provide: GrantStore,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new GrantStore(unitOfWork),
    },
    {
      provide: GrantAuthority,
      inject: [POLICY, GrantRegister, CLOCK],
      useFactory: (policy: Policy, register: GrantRegister, clock: Clock) =>
        new GrantAuthority(policy, register, clock),
    },
    {
      provide: GiveGrant,
      inject: [UnitOfWork, GrantStore, GrantAuthority, POLICY, AuditLog, UlidFactory, CLOCK],
      useFactory: (
        unitOfWork: UnitOfWork,
        store: GrantStore,
        authority: GrantAuthority,
        policy: Policy,
        audit: AuditLog,
        ids: UlidFactory,
        clock: Clock,
      ) => new GiveGrant(unitOfWork, store, authority, policy, audit, { ids, clock }),
    },
    {
      provide: RevokeGrant,
      inject: [UnitOfWork, GrantStore, GrantAuthority, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, store: GrantStore, authority: GrantAuthority, audit: AuditLog) =>
        new RevokeGrant(unitOfWork, store, authority, audit),
    },
    {
      provide: IdentityLinks,
      inject: [UnitOfWork, AuditLog, UlidFactory],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog, ids: UlidFactory) =>
        new IdentityLinks(unitOfWork, audit, ids),
    },
  ],
})
export class GrantsModule {}
