/** How a version is named on the command line; part of every help text that takes one. */
export const SIDE_HELP = `
A version is named by
  a file                               contracts/orders.yaml
  a file at a git revision             git:main:contracts/orders.yaml
  a version in force at the gateway    registry:production-order/v1
`;
