import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import { DocumentBuilder, SwaggerModule } from "@nestjs/swagger";

/** Address of the management API's own contract, which is emitted from its code. */
export const MANAGEMENT_DOCUMENT_PATH = "/platform/v1/openapi.json";

/** Serves the OpenAPI document of the management API; governed contracts are files and are never emitted. */
export function describeManagementApi(app: NestFastifyApplication): void {
  const description = new DocumentBuilder()
    .setTitle("Interlock management API")
    .setVersion("1.0.0")
    // Schemas of the controllers are JSON Schema 2020-12, whose lists of types 3.0 does not know.
    .setOpenAPIVersion("3.1.0")
    .setDescription("Plants, master data, events and operation of the gateway itself.")
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, description, {
    // Contract-made controllers have no swagger decorators; their contracts are the files themselves.
    operationIdFactory: (_controller, method) => method,
  });
  const paths = Object.fromEntries(
    Object.entries(document.paths).filter(
      ([path]) => !/^\/[a-z-]+\/v[0-9]+\//.test(path) || path.startsWith("/platform/"),
    ),
  );
  app
    .getHttpAdapter()
    .get(MANAGEMENT_DOCUMENT_PATH, (_request: unknown, reply: { send(body: unknown): void }) =>
      reply.send({ ...document, paths }),
    );
}
