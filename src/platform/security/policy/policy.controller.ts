import { Controller, Get, Inject, Query } from "@nestjs/common";
import { ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import { InterlockError } from "../../../kernel/problem.js";
import { grantProblems } from "../grants/problems.js";
import { RequiresPermission } from "../management/requires-permission.js";
import type { Grant, ObjectAttributes } from "../principal.js";
import { type Explanation, explainDecision } from "./explain-decision.js";
import { PolicyAuthorizer } from "./policy-authorizer.js";
import { type MatrixCell, roleMatrix } from "./role-matrix.js";

const ATTRIBUTES = ["plantCode", "contract", "state", "author"] as const;
const NUMBERS = ["messages"] as const;

/** Management API of the policy in force. */
@ApiTags("policy")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem." })
@Controller("platform/v1/policy")
export class PolicyController {
  constructor(@Inject(PolicyAuthorizer) private readonly authorizer: PolicyAuthorizer) {}

  @Get("matrix")
  @RequiresPermission("policy:read", { plant: "enterprise" })
  @ApiOperation({ operationId: "getPolicyMatrix", summary: "Read what every role may do, with its conditions" })
  @ApiOkResponse({ description: "Digest of the policy in force, and one cell for each role and permission." })
  matrix(): { readonly digest: string; readonly cells: readonly MatrixCell[] } {
    const { policy } = this.authorizer;
    return { digest: policy.digest, cells: roleMatrix(policy) };
  }

  @Get("explanation")
  @RequiresPermission("policy:read", { plant: "enterprise" })
  @ApiOperation({ operationId: "explainDecision", summary: "Explain why a principal may or may not do something" })
  @ApiQuery({ name: "principal", required: true, description: "Client id; yours or another's." })
  @ApiQuery({ name: "permission", required: true, description: "Such as order:release." })
  @ApiQuery({ name: "plantCode", required: false })
  @ApiQuery({ name: "contract", required: false })
  @ApiQuery({ name: "state", required: false })
  @ApiQuery({ name: "author", required: false })
  @ApiQuery({ name: "messages", required: false, description: "A number." })
  @ApiOkResponse({ description: "The decision, its reason, and every rule with what it found." })
  explain(@Query() query: Readonly<Record<string, unknown>>): Explanation & { readonly grants: readonly Grant[] } {
    const clientId = required(query, "principal");
    const permission = required(query, "permission");
    const principal = { clientId, kind: "SERVICE", grants: [] } as const;
    const explanation = explainDecision(this.authorizer, principal, permission, attributesOf(query));
    return { ...explanation, grants: this.authorizer.grantsOf(principal) };
  }
}

function required(query: Readonly<Record<string, unknown>>, name: string): string {
  const value = query[name];
  if (typeof value === "string" && value !== "") return value;
  throw new InterlockError(grantProblems.GRANT_INVALID, { detail: `${name} must be given once.` });
}

function attributesOf(query: Readonly<Record<string, unknown>>): ObjectAttributes {
  const attributes: Record<string, string | number> = {};
  for (const name of ATTRIBUTES) if (typeof query[name] === "string") attributes[name] = query[name];
  for (const name of NUMBERS) if (typeof query[name] === "string") attributes[name] = Number(query[name]);
  return attributes;
}
