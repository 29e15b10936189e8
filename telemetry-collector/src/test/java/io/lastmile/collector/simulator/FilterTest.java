package io.lastmile.collector.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilterTest {
    private static final Row ETHER =
            row(Map.of("type", "ether", "name", "-odd", "mtu", "1500", "disabled", "true"));
    private static final Row VLAN = row(Map.of("type", "vlan", "mtu", "9", "comment", "a=b"));

    @Test
    void presenceIsAskedFor() {
        assertThat(passes(ETHER, "name")).isTrue();
        assertThat(passes(VLAN, "name")).isFalse();
        assertThat(passes(VLAN, "-name")).isTrue();
        assertThat(passes(ETHER, "-name")).isFalse();
    }

    @Test
    void valuesAreCompared() {
        assertThat(passes(ETHER, "type=ether")).isTrue();
        assertThat(passes(ETHER, "=type=vlan")).isFalse();
        assertThat(passes(ETHER, "=name=-odd")).isTrue();
        assertThat(passes(VLAN, "comment=a=b")).isTrue();
        assertThat(passes(VLAN, "name=")).isFalse();
        assertThat(passes(ETHER, "disabled=yes")).isTrue();
        assertThat(passes(ETHER, "disabled=no")).isFalse();
    }

    @Test
    void orderIsStrictAndByNumberWhereBothAreNumbers() {
        assertThat(passes(ETHER, ">mtu=9")).isTrue();
        assertThat(passes(VLAN, ">mtu=9")).isFalse();
        assertThat(passes(VLAN, "<mtu=1500")).isTrue();
        assertThat(passes(VLAN, "<name=z")).isFalse();
        Row counter = row(Map.of("rx-byte", "18446744073709551615"));
        assertThat(passes(counter, ">rx-byte=9223372036854775807")).isTrue();
    }

    @Test
    void severalPredicatesMustAllHold() {
        assertThat(passes(ETHER, "type=ether", "mtu=1500")).isTrue();
        assertThat(passes(ETHER, "type=ether", "mtu=9")).isFalse();
    }

    /// The examples of the vendor's manual.
    @Test
    void theManualsExamplesHold() {
        String[] etherOrVlan = {"type=ether", "type=vlan", "#|!"};
        assertThat(passes(ETHER, etherOrVlan)).isFalse();
        assertThat(passes(row(Map.of("type", "gre")), etherOrVlan)).isTrue();
        assertThat(passes(VLAN, "type=ether", "type=vlan", "#|")).isTrue();
    }

    @Test
    void operatorsWorkOnAStackOverInfiniteTrues() {
        assertThat(passes(ETHER, "#!")).isFalse();
        assertThat(passes(ETHER, "#!!")).isTrue();
        assertThat(passes(ETHER, "#&")).isTrue();
        assertThat(passes(ETHER, "#!|")).isTrue();
        assertThat(passes(ETHER, "type=vlan", "#&")).isFalse();
        assertThat(passes(ETHER, "type=vlan", "type=vlan", "#!&", "#!")).isTrue();
    }

    @Test
    void anIndexCopiesAndAtTheEndReplaces() {
        // false, true on top: index 1 is the false one.
        assertThat(passes(ETHER, "type=vlan", "type=ether", "#0")).isTrue();
        assertThat(passes(ETHER, "type=vlan", "type=ether", "#1")).isFalse();
        assertThat(passes(ETHER, "type=ether", "type=vlan", "#1")).isTrue();
        assertThat(passes(ETHER, "type=vlan", "#7")).isTrue();
        // A copy of index 1 is pushed and negated; the false below stays.
        assertThat(passes(ETHER, "type=vlan", "type=ether", "#1!")).isFalse();
        assertThat(passes(ETHER, "type=vlan", "#0!|")).isTrue();
    }

    @Test
    void aDotEndsAnIndexOrCopiesTheTop() {
        assertThat(passes(ETHER, "type=ether", "type=vlan", "#1.0!")).isFalse();
        assertThat(passes(ETHER, "type=vlan", "#.!|")).isTrue();
        assertThat(passes(ETHER, "type=ether", "#..&&")).isTrue();
    }

    @Test
    void whatIsNoQueryIsRefused() {
        assertThat(Filter.of(List.of(""))).isEmpty();
        assertThat(Filter.of(List.of("#x"))).isEmpty();
        assertThat(Filter.of(List.of("<"))).isEmpty();
        assertThat(Filter.of(List.of(">mtu"))).isEmpty();
    }

    private static boolean passes(Row row, String... words) {
        return Filter.of(List.of(words))
                .orElseThrow()
                .passes(row, new CellText(Version.WITH_EMPTY));
    }

    private static Row row(Map<String, String> values) {
        return new Row() {
            @Override
            public long id() {
                return 1;
            }

            @Override
            public void read(String property, Cell cell) {
                Optional.ofNullable(values.get(property)).ifPresent(cell::text);
            }
        };
    }
}
