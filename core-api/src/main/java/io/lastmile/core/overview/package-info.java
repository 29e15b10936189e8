/// How the ISP stands at this moment, in a few figures, and what a fresh installation still lacks.
/// Only reads, owns no table, emits and hears nothing.
@NullMarked
package io.lastmile.core.overview;

import org.jspecify.annotations.NullMarked;
