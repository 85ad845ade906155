import { type GateReason, reviewPromotion } from "../../governance/public.js";
import type { Finding } from "../../kernel/finding.js";
import { openContractApi, type ShownFinding, type ShownStatus } from "../contract/contract-api.js";
import { emitReport, readOutputs } from "./emit-report.js";
import { findVersion } from "./find-version.js";
import { mergeUsers } from "./merge-users.js";
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
  const found = (evaluation?.items ?? []).flatMap(({ findings }) => findings);
  const evidence = (evaluation?.items ?? []).map((item) => `${item.kind} ${item.verdict}`);
  return {
    subject: { role: "contract" as const, name: `${name} ${version.version} (${state})`, digest },
    file: `contracts/${kind}/${name}/${major}.yaml`,
    canPromote,
    reasons: reasons.map((reason) => toGateReason(reason, found)),
    notes: evidence.length === 0 ? ["No evidence was gathered."] : [`Evidence: ${evidence.join(", ")}.`],
  };
}

/** The gate cuts long messages; so much of one tells it from others about the same place. */
const MATCHED_LENGTH = 200;

/** The gate cuts its reasons down to plain findings; what the evidence knows about the same one is put back. */
function toGateReason(reason: Finding, found: readonly ShownFinding[]): GateReason {
  const finding = found.find(
    ({ code, pointer, message }) =>
      code === reason.code && pointer === reason.pointer && reason.message.startsWith(message.slice(0, MATCHED_LENGTH)),
  );
  if (finding === undefined) return reason;
  const { impact, waiver: _waiver, ...rest } = finding;
  if (impact === undefined) return rest;
  const { verdict, statement, clients } = impact;
  return { ...rest, impact: { status: verdict, statement, users: mergeUsers(clients) } };
}
