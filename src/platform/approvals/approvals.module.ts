import { Global, Module } from "@nestjs/common";
import { UlidFactory } from "../../kernel/ulid.js";
import { AuditLog } from "../audit/audit-log.js";
import { UnitOfWork } from "../persistence/unit-of-work.js";
import { Approvals } from "./approvals.js";
import { ApprovalsController } from "./approvals.controller.js";
import { ReadApprovals } from "./read-approvals.js";

/** Four eyes for every capability. Global, because contracts, rules, holds and replays all ask for approvals. */
@Global()
@Module({
  controllers: [ApprovalsController],
  providers: [
    {
      provide: Approvals,
      inject: [AuditLog, UlidFactory],
      useFactory: (audit: AuditLog, ids: UlidFactory) => new Approvals(audit, ids),
    },
    {
      provide: ReadApprovals,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new ReadApprovals(unitOfWork),
    },
  ],
  exports: [Approvals],
})
export class ApprovalsModule {}
