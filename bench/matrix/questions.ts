import { pactOf } from "./large-pact.js";
import type { Registry } from "./registry.js";

/** A question to the registry that is asked many times over. */
export interface MeasuredQuestion {
  readonly name: string;
  /** 95th percentile. */
  readonly goalMs: number;
  /** Processor time of the gateway and its database for one answer. */
  readonly cpuGoalMs?: number;
  /** So many different ones are asked in turn. Each is asked once before the measurement. */
  readonly variants: number;
  readonly count: number;
  readonly ask: (index: number) => Promise<unknown>;
}

const INTERACTIONS = 50;

/** Goals of the design for this class of machine. @param run makes what is published differ from earlier runs */
export function measuredQuestions(registry: Registry, run: string): readonly MeasuredQuestion[] {
  return [...deployments(registry), forVerification(registry), ...publications(registry, run)];
}

function deployments(registry: Registry): readonly MeasuredQuestion[] {
  return [
    {
      name: "can-i-deploy, 30 integrations",
      goalMs: 25,
      cpuGoalMs: 6,
      variants: 100,
      count: 200,
      ask: (index) => registry.canDeploy(`consumer-${(index % 100) + 1}`, "1.60.0", "production"),
    },
    {
      name: "can-i-deploy, fleet of 40 plants",
      goalMs: 60,
      variants: 50,
      count: 100,
      ask: (index) => registry.canDeploy(`provider-${(index % 50) + 1}`, "1.6.0", "plants"),
    },
    {
      name: "can-i-deploy, fleet of 40 plants, nothing verified",
      goalMs: 60,
      variants: 50,
      count: 50,
      ask: (index) => registry.canDeploy(`provider-${(index % 50) + 1}`, "new", "plants"),
    },
    {
      name: "can-i-deploy, 2,000 plants",
      goalMs: 150,
      variants: 1,
      count: 50,
      ask: () => registry.canDeploy("provider-11", "1.6.0", "many-plants"),
    },
  ];
}

function forVerification(registry: Registry): MeasuredQuestion {
  return {
    name: "for-verification, what runs in 40 plants, with pending",
    goalMs: 80,
    variants: 50,
    count: 50,
    ask: (index) =>
      registry.send("POST", `/pacts/provider/provider-${(index % 50) + 1}/for-verification`, {
        consumerVersionSelectors: [{ deployedOrReleased: true }],
        providerVersionBranch: "main",
        includePendingStatus: true,
      }),
  };
}

function publications(registry: Registry, run: string): readonly MeasuredQuestion[] {
  const results = Array.from({ length: INTERACTIONS }, (_, index) => ({
    interactionId: index.toString(16).padStart(40, "0"),
    success: true,
  }));
  return [
    {
      name: `publish, ${INTERACTIONS} interactions`,
      goalMs: 60,
      variants: 1,
      count: 60,
      ask: (index) =>
        registry.send("POST", "/contracts/publish", pactOf(`new-${run}`, `1.0.${index}`, INTERACTIONS, index)),
    },
    {
      name: `publish a verification of ${INTERACTIONS} interactions`,
      goalMs: 30,
      variants: 1,
      count: 60,
      // The first pair of the fleet; its contents have the ids from 1 on, which their addresses are made of.
      ask: (index) =>
        registry.send(
          "POST",
          `/pacts/provider/provider-8/consumer/consumer-1/pact-version/${"1".padStart(40, "0")}/verification-results`,
          { success: true, providerApplicationVersion: `2.${run}.${index}`, testResults: results },
        ),
    },
  ];
}
