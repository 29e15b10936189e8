/// Staff's own pages about the whole: overview, settings, system.
@NullMarked
package io.lastmile.web.overview;

import org.jspecify.annotations.NullMarked;
