/// Conditions that the collector reports become alarms that people work on: firing, acknowledged,
/// resolved, each with an owner and a history of who, when and why. Owns `core.alarm` and
/// `core.alarm_event`; reads `telemetry.condition`. A router's failure swallows what follows from
/// it. Texts come by key in both languages from `alarms/*.json`.
@NullMarked
package io.lastmile.core.alarms;

import org.jspecify.annotations.NullMarked;
