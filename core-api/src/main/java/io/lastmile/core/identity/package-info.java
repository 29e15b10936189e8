/// Who may use the product and what they may do. Staff have accounts: a password (Argon2id), a
/// time-based second factor, recovery codes, API keys for programs. Customers prove their mobile
/// number by a one-time code. Everybody has opaque sessions that can be seen and ended. What a role
/// may do is one table, `Permissions`. Owns `core.account`, `core.password`, `core.second_factor`,
/// `core.recovery_code`, `core.session`, `core.api_key`, `core.password_reset`, `core.login_code`,
/// and reads `core.audit`. Authentication goes through helidon-security. Codes go out by whoever
/// implements `CodeSender`; who is behind a mobile, `Subscribers` knows. Emits
/// `PasswordResetRequested`.
@NullMarked
package io.lastmile.core.identity;

import org.jspecify.annotations.NullMarked;
