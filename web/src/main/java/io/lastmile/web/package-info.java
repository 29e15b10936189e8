/// What people see. Assets, content security policy, texts and number formats are here; the pages
/// of a core-api room are in the package of the same name and call that room's classes.
@NullMarked
package io.lastmile.web;

import org.jspecify.annotations.NullMarked;
