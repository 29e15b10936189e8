/// Pages of messages: the log, how they leave the house, their texts, and everybody's own notices.
@NullMarked
package io.lastmile.web.notifications;

import org.jspecify.annotations.NullMarked;
