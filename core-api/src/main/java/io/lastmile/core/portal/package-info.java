/// What a customer sees of it all: their lines in plain words, their usage, their own data. Every
/// line is found with the customer's own eyes first; only then is the network looked at, as the
/// program, for exactly that line. Owns no table, emits and hears nothing.
@NullMarked
package io.lastmile.core.portal;

import org.jspecify.annotations.NullMarked;
