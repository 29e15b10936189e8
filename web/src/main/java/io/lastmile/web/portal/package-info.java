/// What a customer sees: home, usage, account, and the page of who is shut out. One answer each,
/// drawn on the server; only the graph that somebody asks for needs a script.
@NullMarked
package io.lastmile.web.portal;

import org.jspecify.annotations.NullMarked;
