/// Pages of complaints: staff's list, conversation and settings, and the customer's own in the
/// portal. None needs a script.
@NullMarked
package io.lastmile.web.tickets;

import org.jspecify.annotations.NullMarked;
