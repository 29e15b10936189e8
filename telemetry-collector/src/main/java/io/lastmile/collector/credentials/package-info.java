/// The cipher for router secrets: what is kept in a database is sealed with a key that is never in
/// it. The key comes from the environment (`LASTMILE_KEY`) or from a generated key file that only
/// its owner may read. Owns no table; core-api seals, the poller opens.
@NullMarked
package io.lastmile.collector.credentials;

import org.jspecify.annotations.NullMarked;
