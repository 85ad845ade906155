import { reviewPromotion } from "../../governance/public.js";
import { openContractApi, type ShownStatus } from "../contract/contract-api.js";
import { emitReport, readOutputs } from "./emit-report.js";
import { findVersion } from "./find-version.js";
import type { ReportOptions } from "./report-options.js";

export interface CanIPromoteOptions extends Pick<ReportOptions, "format" | "output"> {
  readonly client?: string;
}

/** Asks the gateway whether a version could be promoted now; its own gate decides, nothing is judged anew here. */
export async function runCanIPromote(name: string, version: string, options: CanIPromoteOptions): Promise<void> {
  const outputs = readOutputs(options);
  const api = openContractApi(options.client === undefined ? {} : { client: options.client });
  const { digest } = await findVersion(api, name, version, "newest");
  const { body } = await api.get<ShownStatus>(`/platform/v1/contracts/${encodeURIComponent(digest)}`);
  emitReport(reviewPromotion(toAnswer(body)), options.format, outputs);
}

function toAnswer({ version, canPromote, reasons, evaluation }: ShownStatus) {
  const { kind, name, major, state, digest } = version;
  const evidence = (evaluation?.items ?? []).map((item) => `${item.kind} ${item.verdict}`);
  return {
    subject: { role: "contract" as const, name: `${name} ${version.version} (${state})`, digest },
    file: `contracts/${kind}/${name}/${major}.yaml`,
    canPromote,
    reasons,
    notes: evidence.length === 0 ? ["No evidence was gathered."] : [`Evidence: ${evidence.join(", ")}.`],
  };
}
