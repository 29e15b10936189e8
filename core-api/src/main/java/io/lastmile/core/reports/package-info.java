/// What the books and documents of everybody come to (billing.md C.5, C.7): who owes for how long,
/// what was charged, earned and deferred, which tax is due, who took in what. Owns no table and
/// changes nothing; every figure is a sum of rows that others wrote, and the tests tie them to the
/// trial balance.
@NullMarked
package io.lastmile.core.reports;

import org.jspecify.annotations.NullMarked;
