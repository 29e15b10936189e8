package io.lastmile.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "0, '0'",
        "5, '0.05'",
        "-5, '-0.05'",
        "99900, '999'",
        "100000, '1,000'",
        "9999999, '99,999.99'",
        "10000000, '1,00,000'",
        "123456750, '12,34,567.50'",
        "-123456750, '-12,34,567.50'",
        "9223372036854775807, '92,23,37,20,36,85,47,758.07'",
    })
    void amountsAreGroupedByLakhAndCrore(long poisha, String text) {
        assertThat(new Money(poisha).grouped()).isEqualTo(text);
    }

    @Test
    void sumsThatPassALongThrow() {
        Money much = new Money(Long.MAX_VALUE);
        assertThatThrownBy(() -> much.plus(new Money(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> much.times(2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Money(Long.MIN_VALUE).negated())
                .isInstanceOf(ArithmeticException.class);
    }
}
