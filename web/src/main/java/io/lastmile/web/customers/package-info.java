/// Pages of customers: the list with search as you type, Customer 360, and the form that keeps what
/// was typed.
@NullMarked
package io.lastmile.web.customers;

import org.jspecify.annotations.NullMarked;
