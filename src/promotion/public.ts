export { CompileServedSet } from "./compile-served-set.js";
export { FollowPromotions } from "./follow-promotions.js";
export { PromoteBuiltIn } from "./promote-built-in.js";
export { promotionProblems } from "./problems.js";
export { PromotionModule } from "./promotion.module.js";
export { productEvidence } from "./evidence/product-evidence.js";
export type { EvidenceItem, EvidenceKind, EvidenceProducer, EvidenceSubject } from "./evidence/evidence.js";
export { SnapshotStore } from "./snapshot/snapshot-store.js";
