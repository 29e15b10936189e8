package io.lastmile.core.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TicketNumberTest {
    @Test
    void readsWhatPeopleType() {
        String number = TicketNumber.of(2026, 12);
        assertThat(number).matches("T26-00012[0-9]");
        String digits = number.substring(4);
        assertThat(TicketNumber.read(number)).contains(number);
        assertThat(TicketNumber.read(" t26 " + digits + " ")).contains(number);
        assertThat(TicketNumber.read("26-" + digits)).contains(number);
        assertThat(TicketNumber.read("T26-" + digits.substring(3))).contains(number);
        assertThat(TicketNumber.read("T26" + digits)).contains(number);
        assertThat(TicketNumber.read(bangla(number))).contains(number);
    }

    @Test
    void aWrongDigitAndTwoSwappedOnesAreNoNumber() {
        for (int serial = 1; serial < 3000; serial += 7) {
            String number = TicketNumber.of(2026, serial);
            for (int i = 4; i < number.length(); i++) {
                char digit = number.charAt(i);
                char wrong = (char) ('0' + (digit - '0' + 1 + serial % 9) % 10);
                assertThat(
                                TicketNumber.read(
                                        number.substring(0, i) + wrong + number.substring(i + 1)))
                        .as(number)
                        .isEmpty();
            }
            char last = number.charAt(number.length() - 1);
            char before = number.charAt(number.length() - 2);
            // Luhn does not tell 09 from 90.
            if (last != before && last + before != '0' + '9') {
                String swapped = number.substring(0, number.length() - 2) + last + before;
                assertThat(TicketNumber.read(swapped)).as(number).isEmpty();
            }
        }
    }

    @Test
    void otherTextIsNoNumber() {
        for (String text :
                new String[] {"", "T26", "karim", "01712345678", "T26-", "C100007", "2026"}) {
            assertThat(TicketNumber.read(text)).as(text).isEmpty();
        }
    }

    @Test
    void serialsOutgrowTheirWidth() {
        String number = TicketNumber.of(2026, 1_234_567);
        assertThat(number).hasSize("T26-12345678".length());
        assertThat(TicketNumber.read(number)).contains(number);
    }

    private static String bangla(String text) {
        var out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(c >= '0' && c <= '9' ? (char) ('০' + c - '0') : c);
        }
        return out.toString();
    }
}
