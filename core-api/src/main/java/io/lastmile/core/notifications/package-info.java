/// What is told to whom: in the app, by SMS, by e-mail. It listens to all rooms and nobody depends
/// on it. A message is a row of `core.message`, written in the transaction that hears its cause and
/// unique by cause, channel and recipient; `Delivery` sends it at least once, with bounded tries.
/// Texts are templates in two languages with checked variables (`core.message_template`); who wants
/// what in which language is in `core.message_reader`; how messages leave the house, in
/// `core.message_setting`. Customers' one-time codes go out by it (`CodeSender`).
@NullMarked
package io.lastmile.core.notifications;

import org.jspecify.annotations.NullMarked;
