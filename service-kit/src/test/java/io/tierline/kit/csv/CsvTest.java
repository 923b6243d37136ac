package io.tierline.kit.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void tableHasAHeaderAndALineForEachRow() {
        assertThat(Csv.of(List.of("name", "calls"), List.of(List.of("li", 3), List.of("wei", -0.5))))
                .isEqualTo("name,calls\r\nli,3\r\nwei,-0.5\r\n");
        assertThat(Csv.of(List.of("name"), List.of())).isEqualTo("name\r\n");
    }

    @Test
    void cellsAreQuoted_whenTheyHoldQuotesCommasOrLines() {
        assertThat(Csv.of(List.of("a", "b"), List.of(List.of("say \"hi\"", "x,y"), List.of("one\ntwo", "电话"))))
                .isEqualTo("a,b\r\n\"say \"\"hi\"\"\",\"x,y\"\r\n\"one\ntwo\",电话\r\n");
    }

    @Test
    void cellIsEmpty_whenThereIsNoValue() {
        assertThat(Csv.of(List.of("a", "b", "c"), List.of(Arrays.asList(null, "", true))))
                .isEqualTo("a,b,c\r\n,,true\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"})
    void textIsDefused_whenASpreadsheetWouldRunIt(String text) {
        String csv = Csv.of(List.of("a"), List.of(List.of(text)));
        assertThat(csv.substring(3)).matches("(?s)\"?'.*");
    }

    @Test
    void numbersAndHarmlessTextsAreLeftAsTheyAre() {
        assertThat(Csv.of(List.of("a"), List.of(List.of(new BigDecimal("-1.50")), List.of("a=b"), List.of("1-2"))))
                .isEqualTo("a\r\n-1.50\r\na=b\r\n1-2\r\n");
    }
}
