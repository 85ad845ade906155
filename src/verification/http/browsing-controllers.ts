import type { Type } from "@nestjs/common";
import { BadgesController } from "./badges.controller.js";
import { BranchPactsController } from "./branch-pacts.controller.js";
import { DashboardController } from "./dashboard.controller.js";
import { PactDiffController } from "./pact-diff.controller.js";
import { ProviderStatesController } from "./provider-states.controller.js";
import { RegistryListsController } from "./registry-lists.controller.js";
import { RootPathsController } from "./root-paths.controller.js";

/** What people and pages look at, besides what the clients' commands need. */
export const browsingControllers: Type[] = [
  BranchPactsController,
  ProviderStatesController,
  PactDiffController,
  BadgesController,
  DashboardController,
  RegistryListsController,
  RootPathsController,
];
