import type { MatrixCounts, MatrixRow } from "./matrix-row.js";

/** A row as the statement gives it: participants and versions by their ids. */
interface PageRow extends Omit<
  MatrixRow,
  | "consumer"
  | "consumerNumber"
  | "provider"
  | "providerNumber"
  | "consumerBranches"
  | "consumerTags"
  | "providerBranches"
  | "providerTags"
> {
  readonly consumerId: number;
  readonly consumerVersionId: number;
  readonly providerId: number;
  readonly providerVersionId: number | null;
}

interface PageVersion {
  readonly number: string;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

/** What the statement of the matrix returns: each participant and version of the page once. */
export interface MatrixPage {
  readonly counts: MatrixCounts;
  /** A provider of any row, shown or not, is judged by a comparison. */
  readonly isComparing: boolean;
  readonly rows: readonly PageRow[];
  readonly participants: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, PageVersion>>;
}

/** The rows of a page with their names. */
export function rowsOf({ rows, participants, versions }: MatrixPage): readonly MatrixRow[] {
  const labelled = (id: number | null): PageVersion | undefined => (id === null ? undefined : versions[id]);
  return rows.map((row) => {
    const [consumer, provider] = [labelled(row.consumerVersionId), labelled(row.providerVersionId)];
    return {
      consumer: participants[row.consumerId] ?? "",
      consumerNumber: consumer?.number ?? "",
      provider: participants[row.providerId] ?? "",
      providerNumber: provider?.number ?? null,
      sha: row.sha,
      publishedAt: row.publishedAt,
      success: row.success,
      verificationId: row.verificationId,
      verifiedAt: row.verifiedAt,
      isReused: row.isReused,
      isIgnored: row.isIgnored,
      consumerBranches: consumer?.branches ?? [],
      consumerTags: consumer?.tags ?? [],
      providerBranches: provider?.branches ?? [],
      providerTags: provider?.tags ?? [],
    };
  });
}
