/** Which release of an order is meant. */
export interface ReleaseRun {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly revision: number;
  /** 1 for the first release of the revision, one more for each repeat. */
  readonly releaseRun: number;
}

/** Id of the workflow that releases an order; RELEASE_WORKFLOW_ID says the same in SQL. */
export function releaseWorkflowId({ plantCode, orderNumber, revision, releaseRun }: ReleaseRun): string {
  return `order-release:${plantCode}/${orderNumber}:${revision}${releaseRun === 1 ? "" : `.${releaseRun}`}`;
}

/** SQL over the columns plant_code, order_number, revision and release_run. */
export const RELEASE_WORKFLOW_ID = `
  'order-release:' || plant_code || '/' || order_number || ':' || revision
    || CASE WHEN release_run = 1 THEN '' ELSE '.' || release_run END`;
