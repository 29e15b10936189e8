/// Who may use the product. For now that is one operator: a password (Argon2id), sessions by an
/// opaque cookie or HTTP Basic for programs, patience against guessing. Owns `core.operator` and
/// `core.session`; authentication goes through helidon-security, so that roles, second factors and
/// customers can join without touching a route.
@NullMarked
package io.lastmile.core.identity;

import org.jspecify.annotations.NullMarked;
