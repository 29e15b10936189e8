/// Pages of services: how they stand and why, their beginning, holidays, end and changes of plan.
@NullMarked
package io.lastmile.web.subscriptions;

import org.jspecify.annotations.NullMarked;
