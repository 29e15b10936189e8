/// Runs while the module is built, never in production: makes the files that browsers load out of
/// `src/main/web` and the library jars.
@NullMarked
package io.lastmile.web.build;

import org.jspecify.annotations.NullMarked;
