/// Pages of room network: drift board, imports, scripts, and what a line should have.
@NullMarked
package io.lastmile.web.network;

import org.jspecify.annotations.NullMarked;
