/// Dunning's pages: who is off for want of money and why, who will be, runs that ask, promises and
/// exemptions, quiet days and rules.
@NullMarked
package io.lastmile.web.dunning;

import org.jspecify.annotations.NullMarked;
