/// The business and its HTTP API. `CoreApi` wires the rooms, lowest first.
@NullMarked
package io.lastmile.core;

import org.jspecify.annotations.NullMarked;
