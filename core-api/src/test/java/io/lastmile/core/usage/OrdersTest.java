package io.lastmile.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private static LiveApi live;

    @BeforeAll
    static void start() {
        live = new LiveApi();
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    private static Orders orders() {
        return new Orders(live.feed.rates, live.api.core.lines().directory());
    }

    private static Order search(String words) {
        return new Order(Order.Sort.DOWN, true, Order.Only.ALL, 0, "", words);
    }

    @Test
    void howeverManyAreAskedForOnlyTheLastOnesAreKept() {
        Orders orders = orders();
        Sorted first = orders.sorted(search("0"), HOUR_NANOS);
        for (int n = 1; n < 5 * Orders.KEPT_MAX; n++) {
            orders.sorted(search("" + n), HOUR_NANOS);
            if (n < Orders.KEPT_MAX) {
                assertThat(orders.sorted(search("0"), HOUR_NANOS)).isSameAs(first);
            }
        }
        assertThat(orders.kept()).isEqualTo(Orders.KEPT_MAX);
        assertThat(orders.sorted(search("0"), HOUR_NANOS)).isNotSameAs(first);
    }

    @Test
    void equalOrdersAreSortedOnceUntilTheyAreOld() {
        Orders orders = orders();
        Sorted first = orders.sorted(search(""), HOUR_NANOS);
        assertThat(orders.sorted(search(""), HOUR_NANOS)).isSameAs(first);
        assertThat(orders.sorted(search(""), 0)).isNotSameAs(first);
    }

    @Test
    void theMoreThereAreOnScreensTheOlderTheyGet() {
        Orders orders = orders();
        for (int n = 0; n < 50; n++) {
            orders.sorted(search(""), 0);
        }
        orders.inUse(1);
        assertThat(orders.ageNanosMax()).isEqualTo(Orders.AGE_MAX.toNanos());
        orders.inUse(Integer.MAX_VALUE);
        assertThat(orders.ageNanosMax()).isGreaterThan(Orders.AGE_MAX.toNanos());
    }
}
