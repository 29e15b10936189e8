/// The live page and the page of a line: what core-api's room `usage` knows, drawn.
@NullMarked
package io.lastmile.web.usage;

import org.jspecify.annotations.NullMarked;
