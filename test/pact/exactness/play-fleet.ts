import { systemClock } from "../../../src/kernel/clock.js";
import { AuditLog } from "../../../src/platform/audit/public.js";
import type { Database } from "../../../src/platform/persistence/open-database.js";
import { withInteractionIds } from "../../../src/verification/content/pact-content.js";
import { EnvironmentRegistry } from "../../../src/verification/environments/environment-registry.js";
import { PresenceRegistry } from "../../../src/verification/environments/presence-registry.js";
import { PlantGroups } from "../../../src/verification/fleet/plant-groups.js";
import { EquateVersion } from "../../../src/verification/participants/equate-version.js";
import { ParticipantRegistry } from "../../../src/verification/participants/participant-registry.js";
import { ParticipantPolicies } from "../../../src/verification/policy/participant-policies.js";
import { PublishContracts } from "../../../src/verification/publication/publish-contracts.js";
import { ReadPacts } from "../../../src/verification/publication/read-pacts.js";
import { VerificationResults } from "../../../src/verification/results/verification-results.js";
import type { FleetEvent, FleetPlan } from "./fleet-plan.js";

const ACTOR = { clientId: "pipeline", kind: "SERVICE", correlationId: "c", traceparent: "t" } as const;
export const ENVIRONMENT = "production";

type Verify = Extract<FleetEvent, { kind: "verify" }>;

/** Lets the history of a fleet happen in a registry, by the use cases that clients call. */
export async function playFleet({ unitOfWork }: Database, plan: FleetPlan): Promise<void> {
  const audit = new AuditLog(systemClock);
  const participants = new ParticipantRegistry(unitOfWork, audit);
  const publishing = new PublishContracts(unitOfWork, audit);
  const results = new VerificationResults(unitOfWork, audit);
  const pacts = new ReadPacts(unitOfWork);
  const environments = new EnvironmentRegistry(unitOfWork, audit);
  const presences = new PresenceRegistry(unitOfWork, audit, systemClock);
  const equation = new EquateVersion(unitOfWork, audit);
  const contentIds = new Map<string, string>();
  const definition = { name: ENVIRONMENT, displayName: null, isProduction: true, contacts: [] };
  const environment = await environments.create(definition, ACTOR);
  for (const { participant, number } of plan.versions) await participants.putVersion(participant, number, {}, ACTOR);
  await new ParticipantPolicies(unitOfWork, audit).set(plan.withoutPact, ["COMPARISON"], "it never verifies", ACTOR);
  const groups = new PlantGroups(unitOfWork, audit);
  for (const [name, plants] of Object.entries(plan.groups)) {
    await groups.put({ environment: ENVIRONMENT, name, plants }, ACTOR);
  }

  const publish = async ({ version, provider, demands }: Extract<FleetEvent, { kind: "publish" }>): Promise<void> => {
    const { participant: consumer, number } = version;
    const document = { interactions: demands.map(interactionOf) };
    const each = { provider, document, onConflict: "fail" } as const;
    await publishing.publish({ consumer, number, tags: [], pacts: [each] }, ACTOR);
    const { contentId } = await pacts.one(provider, consumer, { number });
    contentIds.set(`${consumer} ${provider} ${demands.join()}`, contentId);
  };
  const verify = async ({ consumer, demands, by, failed }: Verify): Promise<void> => {
    const contentId = contentIds.get(`${consumer} ${by.participant} ${demands.join()}`) ?? "";
    const isSuccess = failed.length === 0;
    const testResults = demands.map((demand) => ({ interactionId: idOf(demand), success: !failed.includes(demand) }));
    const rest = { testResults, verifiedBy: undefined, consumerVersionIds: [] };
    await results.record(contentId, { isSuccess, providerNumber: by.number, ...rest }, ACTOR);
  };
  const deploy = async (event: Extract<FleetEvent, { kind: "deploy" | "release" }>): Promise<void> => {
    const version = await participants.getVersion(event.version.participant, event.version.number);
    const [kind, plant] = event.kind === "deploy" ? (["DEPLOYED", event.plant] as const) : (["RELEASED", ""] as const);
    await presences.record(kind, version, environment, plant, ACTOR);
  };

  for (const event of plan.events) {
    if (event.kind === "publish") await publish(event);
    else if (event.kind === "verify") await verify(event);
    else if (event.kind === "equate") {
      await equation.equate({ ...event.version, equivalentTo: event.equivalentTo }, "documents only", ACTOR);
    } else await deploy(event);
  }
}

const interactionOf = (demand: string) => ({ description: demand, request: { path: `/${demand}` } });

/** The id under which a verifier reports an interaction. */
function idOf(demand: string): unknown {
  const { interactions } = withInteractionIds({ interactions: [interactionOf(demand)] });
  const [{ _id: id }] = interactions as readonly [{ readonly _id: string }];
  return id;
}
