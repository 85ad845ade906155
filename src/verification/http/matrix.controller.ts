import { Get, Inject, Req } from "@nestjs/common";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { AskMatrix } from "../matrix/ask-matrix.js";
import type { MatrixQuestion } from "../matrix/matrix-question.js";
import { BrokerController } from "./broker-controller.js";
import { linksOf } from "./broker-links.js";
import { matrixResource } from "./matrix-resource.js";
import { parseRackQuery } from "./rack-query.js";
import { readDeployQuery, readMatrixQuery } from "./read-question.js";

/** May a version be deployed. */
@BrokerController()
export class MatrixController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(AskMatrix) private readonly matrix: AskMatrix,
  ) {}

  @Get("matrix")
  @RequiresPermission("pact:read", { plant: "enterprise" })
  async ask(@Req() request: ManagementRequest): Promise<object> {
    return await this.#answer(request, readMatrixQuery(parseRackQuery(request.raw.url ?? "")));
  }

  @Get("can-i-deploy")
  @RequiresPermission("pact:read", { plant: "enterprise" })
  async canDeploy(@Req() request: ManagementRequest): Promise<object> {
    return await this.#answer(request, readDeployQuery(parseRackQuery(request.raw.url ?? "")));
  }

  async #answer(request: ManagementRequest, question: MatrixQuestion): Promise<object> {
    return matrixResource(await this.matrix.ask(question), linksOf(request, this.configuration.publicUrl));
  }
}
