/// What the business sells. Owns `core.plan` and `core.plan_version`: a change is a new version
/// with who, when, why and from when on; nothing of the past is altered, and a plan is retired
/// instead of deleted. Knows the grammar of RouterOS rate limits. Emits `PlanChanged` and
/// `PlanRetired`.
@NullMarked
package io.lastmile.core.plans;

import org.jspecify.annotations.NullMarked;
