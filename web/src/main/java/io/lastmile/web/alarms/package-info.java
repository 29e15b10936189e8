/// The page of alarms: what core-api's room `alarms` knows, drawn.
@NullMarked
package io.lastmile.web.alarms;

import org.jspecify.annotations.NullMarked;
