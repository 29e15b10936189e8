/// Pages of plans: the list, a plan with its versions, the form that shows what it will change, and
/// the price list that everybody may see.
@NullMarked
package io.lastmile.web.plans;

import org.jspecify.annotations.NullMarked;
