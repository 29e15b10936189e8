package io.lastmile.collector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example:5432/lastmile?user=a&password=p%40ss",
                "jdbc:postgresql://db/lastmile?user=a&password=p@ss",
                "jdbc:postgresql://one:5432,two:5433/lastmile",
                "jdbc:postgresql://[::1]:5432/lastmile",
                "jdbc:postgresql:lastmile"
            })
    void takesWhatTheDriverTakes(String url) {
        assertThat(DatabaseAddress.ofUrl(url).url()).isEqualTo(url);
        assertThat(DatabaseAddress.ofUrl(url).toString()).doesNotContain("p%40ss", "p@ss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lastmile",
                "postgresql://db/lastmile?password=secret",
                "jdbc:mysql://db/lastmile?password=secret",
                "jdbc:postgresql://db:port/lastmile?password=secret",
                "jdbc:postgresql://db:99999/lastmile?password=secret",
                "jdbc:postgresql://me:secret@db/lastmile",
                "jdbc:postgresql://me:secret@db:5432/lastmile?user=x"
            })
    void refusesTheRestAndTellsNoPassword(String url) {
        assertThatThrownBy(() -> DatabaseAddress.ofUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("database url: ")
                .hasMessageContaining("(expected: jdbc:postgresql://host:port/database")
                .hasMessageNotContaining("secret");
    }
}
