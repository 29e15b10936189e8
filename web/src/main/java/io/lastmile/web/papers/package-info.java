/// The page that tells whoever holds a paper whether it is genuine, and where other pages link to
/// papers.
@NullMarked
package io.lastmile.web.papers;

import org.jspecify.annotations.NullMarked;
