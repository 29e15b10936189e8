/// Pages where files of customers, plans and lines are checked and committed.
@NullMarked
package io.lastmile.web.imports;

import org.jspecify.annotations.NullMarked;
