/// The ground that every room of core-api stands on: one transaction per unit of work, one way to
/// say no (RFC 9457), one way to read what a client sent, keyset pages, routes that know their
/// methods, the HTTP server and what machines ask of it (health, metrics, the API's description).
/// Knows no business. The only room that touches JDBC.
@NullMarked
package io.lastmile.core.platform;

import org.jspecify.annotations.NullMarked;
