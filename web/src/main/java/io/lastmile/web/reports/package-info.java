/// Reports as pages: a table each, drawn as a chart where there is a script, and as a sheet.
@NullMarked
package io.lastmile.web.reports;

import org.jspecify.annotations.NullMarked;
