/// What the ISP calls itself and says to everybody: brand, telephone, first language, texts of the
/// portal and of the walled garden. Owns `core.setting`, one row; emits and hears nothing.
@NullMarked
package io.lastmile.core.settings;

import org.jspecify.annotations.NullMarked;
