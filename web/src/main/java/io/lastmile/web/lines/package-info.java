/// Routers: list, page, form. What core-api's room `lines` knows, drawn.
@NullMarked
package io.lastmile.web.lines;

import org.jspecify.annotations.NullMarked;
