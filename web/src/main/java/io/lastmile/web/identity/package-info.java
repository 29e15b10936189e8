/// Pages of core-api's room `identity`: every login, the own account, users, roles and the audit.
@NullMarked
package io.lastmile.web.identity;

import org.jspecify.annotations.NullMarked;
