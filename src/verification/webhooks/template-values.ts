import { BrokerLinks } from "../http/broker-links.js";
import { encodeMetadata } from "../http/content-metadata.js";
import type { EventContext } from "./event-context.js";

/** Words of the services that show a verification as the status of a commit: succeeded, failed, not known yet. */
const STATUS_WORDS = {
  githubVerificationStatus: ["success", "failure", "pending"],
  bitbucketVerificationStatus: ["SUCCESSFUL", "FAILED", "INPROGRESS"],
  azureDevOpsVerificationStatus: ["succeeded", "failed", "pending"],
  gitlabVerificationStatus: ["success", "failed", "pending"],
} as const;

const NAMES = [
  "consumerName",
  "consumerVersionNumber",
  "consumerVersionBranch",
  "consumerVersionTags",
  "consumerLabels",
  "providerName",
  "providerVersionNumber",
  "providerVersionBranch",
  "providerVersionTags",
  "providerVersionDescriptions",
  "providerLabels",
  "currentlyDeployedProviderVersionNumber",
  "pactUrl",
  "verificationResultUrl",
  "buildUrl",
  "eventName",
  "githubVerificationStatus",
  "bitbucketVerificationStatus",
  "azureDevOpsVerificationStatus",
  "gitlabVerificationStatus",
] as const;

/** Every value by its name without `pactbroker.`; what there is none of is the empty text. */
export type TemplateValues = Readonly<Record<(typeof NAMES)[number], string>>;

export const TEMPLATE_NAMES: readonly string[] = NAMES;

/** @param publicUrl address of the gateway, for links in what is sent */
export function templateValues(event: string, context: EventContext, publicUrl: string): TemplateValues {
  const { consumer, provider, sha, consumerVersionId, verificationId, isSuccess } = context;
  const links = BrokerLinks.below(publicUrl);
  const content = links.content(provider, consumer, sha);
  const word = ([yes, no, unknown]: readonly [string, string, string]): string =>
    isSuccess === null ? unknown : isSuccess ? yes : no;
  return {
    consumerName: consumer,
    consumerVersionNumber: context.consumerNumber,
    consumerVersionBranch: context.consumerBranch ?? "",
    consumerVersionTags: context.consumerTags.join(", "),
    // The registry keeps no labels; the values are there so that texts with them are not refused.
    consumerLabels: "",
    providerLabels: "",
    providerName: provider,
    providerVersionNumber: context.providerNumber ?? "",
    providerVersionBranch: context.providerBranch ?? "",
    providerVersionTags: context.providerTags.join(", "),
    providerVersionDescriptions: context.descriptions.join(", "),
    currentlyDeployedProviderVersionNumber: context.deployedProviderNumber ?? "",
    // Whoever verifies from this address reports for the consumer version of the event.
    pactUrl: links.content(provider, consumer, sha, encodeMetadata([consumerVersionId])),
    verificationResultUrl: verificationId === null ? "" : `${content}/verification-results/${verificationId}`,
    buildUrl: (event.startsWith("contract_") ? context.consumerBuildUrl : context.verificationBuildUrl) ?? "",
    eventName: event,
    githubVerificationStatus: word(STATUS_WORDS.githubVerificationStatus),
    bitbucketVerificationStatus: word(STATUS_WORDS.bitbucketVerificationStatus),
    azureDevOpsVerificationStatus: word(STATUS_WORDS.azureDevOpsVerificationStatus),
    gitlabVerificationStatus: word(STATUS_WORDS.gitlabVerificationStatus),
  };
}
