import { Module } from "@nestjs/common";
import type { Clock } from "../kernel/clock.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK } from "../platform/platform-tokens.js";
import { ContractVersionStore } from "./contract-version.store.js";
import { MoveContract } from "./move-contract.js";
import { ReadContracts } from "./read-contracts.js";
import { RegisterContract } from "./register-contract.js";

/** The contract registry. Needs the global PlatformModule. */
@Module({
  providers: [
    {
      provide: ContractVersionStore,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new ContractVersionStore(unitOfWork),
    },
    {
      provide: RegisterContract,
      inject: [UnitOfWork, ContractVersionStore, AuditLog, CLOCK],
      useFactory: (unitOfWork: UnitOfWork, versions: ContractVersionStore, audit: AuditLog, clock: Clock) =>
        new RegisterContract(unitOfWork, versions, audit, clock),
    },
    {
      provide: MoveContract,
      inject: [ContractVersionStore, AuditLog, CLOCK],
      useFactory: (versions: ContractVersionStore, audit: AuditLog, clock: Clock) =>
        new MoveContract(versions, audit, clock),
    },
    {
      provide: ReadContracts,
      inject: [ContractVersionStore],
      useFactory: (versions: ContractVersionStore) => new ReadContracts(versions),
    },
  ],
  exports: [RegisterContract, MoveContract, ReadContracts],
})
export class RegistryModule {}
