/// The books' pages: trial balance, accounts, batches, proof, closed periods, entries by hand.
@NullMarked
package io.lastmile.web.ledger;

import org.jspecify.annotations.NullMarked;
