/// What the product costs, measured side by side with a peer in the same run on the same machine.
/// Each [Bench] gives rows; [BenchMain] prints them. Nothing is asserted on time: `met` says
/// whether a goal holds here and now.
@NullMarked
package io.lastmile.deploy.bench;

import org.jspecify.annotations.NullMarked;
