/// The cash desk, tills and their hand-overs, cheques and bank statements, on room payments of
/// core. The cash desk is made for the keyboard: each step has its next one in focus.
@NullMarked
package io.lastmile.web.payments;

import org.jspecify.annotations.NullMarked;
