/// The ISP's people: who they are, where they live, how to reach them, what they consented to. Owns
/// `core.customer` and the tables that begin with its name. Identity numbers are sealed; every
/// reveal leaves an audit row. Search goes through `core.search_people`, which filters by the actor
/// itself. Emits `CustomerAdded` and `CustomerErased`; rooms above feed the timeline through
/// `HappeningSource`.
@NullMarked
package io.lastmile.core.customers;

import org.jspecify.annotations.NullMarked;
