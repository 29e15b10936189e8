/// What the business sells. Owns `core.plan` and `core.plan_version`: a change is a new version
/// with who, when, why and from when on; nothing of the past is altered, and a plan is retired
/// instead of deleted. Knows the grammar of RouterOS rate limits. Emits `PlanChanged` and
/// `PlanRetired`.
///
/// Which version holds: of those whose time has come the one that began last, of two of one moment
/// the later decision. So a planned change survives a change made now, with all the terms that were
/// planned; a decision that `replaces` ends whatever was planned for its moment or later, and its
/// event names that. `core.plan_terms` and `core.plan_fates` say this to other rooms' SQL. Whoever
/// needs to act when a version's time comes looks for versions that began since it last looked:
/// nothing happens here at that moment.
///
/// A name is taken while a plan that is sold has it now or will. A tariff's price stands below the
/// ceiling of the newest memo of its day, whichever version noted it (`Memos`).
@NullMarked
package io.lastmile.core.plans;

import org.jspecify.annotations.NullMarked;
